/// The small words of each language we know: they tell no story from another.
enum StopWords {
  /// The hashes of a language's small words, in lower case and without apostrophes.
  static func of(_ language: String) -> HashSet { tables[language] ?? none }

  private static let none = HashSet([])

  private static let tables: [String: HashSet] = lists.mapValues { list in
    HashSet(list.split(whereSeparator: \.isWhitespace).map { Hash.of($0.utf8) })
  }

  private static let lists: [String: String] = [
    "en": """
    a about above after again against all also although always am among an and another any are arent
    around as at away back be became because become been before being below between both but by came
    can cannot cant could couldnt despite did didnt do does doesnt doing done dont down during each
    either else even ever every few first for from further get gets getting give given go goes going
    gone got had hadnt has hasnt have havent having he hed hell her here heres hers herself hes him
    himself his how however hows i id if ill im in instead into is isnt it itd itll its itself ive
    just know last latest later least less let lets like likely made make makes making many may me
    might more most much must my myself near need never new news next no nor not now of off often old
    on once one ones only or other others our ours ourselves out over own part per put rather re
    really s said same saw say saying says second see seen set several shall she shed shell shes
    should shouldnt show since so some still such t take taken takes taking tell than that thats the
    their theirs them themselves then there theres these they theyd theyll theyre theyve this those
    though three through thus time to today together told too took toward two under until up upon us
    use used using very via want was wasnt way we wed well went were werent weve what whats when
    where wheres whether which while who whos whose why will with within without wont would wouldnt
    year years yes yesterday yet you youd youll your youre yours yourself youve monday tuesday
    wednesday thursday friday saturday sunday january february march april june july august september
    october november december live update updates watch video photos report reports reported
    reportedly according amid breaking exclusive
    """,
    "de": """
    aber alle als also am an auch auf aus bei beim bis da damit dann das dass dem den denn der
    des die dies diese diesem diesen dieser doch dort durch ein eine einem einen einer eines
    er es etwa für gegen gibt hat haben hatte hier ich ihr ihre ihrem ihren im immer in ins
    ist jetzt kann kein keine können man mehr mit muss nach neue neuen neuer nicht noch nun
    nur ob oder ohne schon sei sein seine seinem seinen seiner seit sich sie sind so soll
    sollen über um und uns unter viele vom von vor war warum was weil wenn werden wie wieder
    will wir wird wo wurde wurden zu zum zur zwei zwischen uhr jahr jahre jahren sagt laut
    """,
    "fr": """
    a à après au aussi autre aux avant avec avoir car ce cela ces cet cette ceux chez comme
    contre dans de des depuis deux dont du elle elles en encore entre est et été être faire
    fait il ils je jusqu l la le les leur leurs lors lui mais même moins ne ni non nos notre
    nous on ont ou où par pas pendant peu peut plus pour pourquoi quand que quel quelle qui sa
    sans se selon sera ses si son sont sous sur ta tous tout toute toutes très un une vers
    vous y an ans année jour
    """,
    "es": """
    a al algo ante antes año años aunque bajo cada como con contra cual cuando de del desde
    donde dos durante e el ella ellos en entre era es esa ese eso esta está están estas este
    esto estos fue fueron ha hace hacia han hasta hay la las le les lo los más me mi mientras
    muy ni no nos o otra otro otros para pero por porque que qué quien se según ser si sí sido
    sin sobre son su sus también tan te tiene todo todos tras tu un una uno unos y ya
    """,
    "it": """
    a ad agli ai al alla alle allo anche ancora anni anno c che chi ci col come con contro
    cosa così cui da dai dal dalla dalle dallo degli dei del dell della delle dello di dopo
    dove due e è ed era essere fa fino fra gli ha hanno ho i il in io l la le lei lo loro lui
    ma mi mentre molto ne nei nel nell nella nelle nello no noi non o ogni per perché però più
    poi prima quando quanto quella quello questa questi questo se sei senza si sia sono sta su
    sua sue sugli sui sul sulla sulle suo tra tutti tutto un una uno
    """,
    "pt": """
    a à ainda ano anos ao aos após as às até com como contra da das de dela dele depois desde
    do dos durante e é ela ele eles em entre era essa esse esta está estão este eu foi foram
    há isso já lhe mais mas me mesmo muito na nas não nem no nos o os ou para pela pelas pelo
    pelos por porque quando que quem se segundo sem ser será seu seus sobre sua suas são
    também tem têm ter todos um uma vai você
    """,
    "nl": """
    aan al alle als bij dan dat de deze die dit door een eine er geen haar had heb hebben
    heeft hem het hij hoe hun ik in is jaar kan kunnen maar me meer met mijn moet na naar niet
    nieuwe nog nu of om omdat ons onder ook op over te tegen tot twee uit van veel voor waar
    was wat we weer wel werd wie wil worden wordt ze zich zij zijn zo zou
    """,
    "sv": """
    alla att av bara blev bli blir de dem den denna dess det detta dig din du där efter eller
    en ett flera från får för ha hade han hans har hon hur här i inte är jag kan man med men
    mer mot mycket ni nu när och om på sedan sig sin sina ska skulle som så till två under upp
    ut vad var vi vid över år
    """,
    "no": """
    alle at av ble bli blir da de dem den denne der det dette du eller en er et etter flere
    for fra få får ha hadde han har hun hva i ikke jeg kan man med men mer mot må ni nå når og
    om opp på seg sin skal skulle som så til to under ut var ved vi vil være år
    """,
    "da": """
    af alle at blev blive bliver da de dem den denne der det dette du efter eller en er et
    flere for fra få får ham han har havde hun hvad i ikke jeg kan man med men mere mod må nu
    når og om op over på sig sin skal skulle som så til to ud under var ved vi vil være år
    """,
    "pl": """
    a aby ale bez był była było były być co czy dla do gdy go i ich ile im innych jak jako
    jego jej jest jeszcze jeśli już kiedy kto która które którego której który których którzy
    lat ma mają mnie może na nad nie niż nich o od oraz po pod przed przez przy roku się są ta
    tak także tam te tego tej ten to tu tylko tym u w we więcej wszystko z za ze że
    """,
    "ru": """
    а без более бы был была были было быть в вам вас весь во вот все всё всего вы где да даже
    для до его ее её если есть еще ещё же за и из или им их к как когда кто ли между меня мне
    может мы на над нам нас не него нее ней нет ни них но ну о об однако он она они оно от
    очень по под после при про с сам свои своего себя сейчас со так также такой там тем то
    того той только том тот тут ты у уже чем через что чтобы эта эти это этого этой этом этот
    я год года году лет
    """,
    "uk": """
    а або але б без був була були було бути в вже ви від він вона вони все до для є же з за зі
    і із й його її їх к коли ми на над не немає ні о об по під після при про р року та так
    також там те ти то того тому у це цей ця через що щоб я як який яка які
    """,
    "tr": """
    ama ancak artık bazı ben bile bir biri birçok bu bunu da daha de değil diye dolayı en gibi
    göre hem her için ile ise işte kadar ki mi mı nasıl ne neden o olan olarak oldu olduğu on
    ona onu sonra şu tüm üzere var ve veya ya yeni yok zaman
    """,
    "fi": """
    ei eivät että he hän ja jo joka jos jotka kanssa koska kuin kun me mikä mukaan mutta myös
    ne niin nyt oli olisi olla on ovat se sekä sen siitä tai tämä vain vielä vuoden vuonna
    """,
    "ar": """
    في من على إلى عن أن إن كان كانت هذا هذه ذلك التي الذي الذين ما لا لم لن قد مع بعد قبل بين
    كل أو ثم حتى عند غير هو هي هم نحو خلال و
    """,
  ]
}
