extension DemoOutlet {
  static let german: [DemoOutlet] = [tagesbote, seeblick]

  private static let tagesbote = DemoOutlet(
    key: "tagesbote-lindhafen", name: "Tagesbote Lindhafen", topic: "deutsch", language: "de",
    format: .rss20,
    items: [
      DemoItem(
        day: 1, at: 7_55, "Corriedale-Brücke nach Rissen in Ankerplatten gesperrt",
        """
        Die Corriedale-Brücke über die Arven-Mündung ist seit Montagfrüh in beiden Richtungen
        gesperrt. Bei einer Prüfung fanden Ingenieure Risse in drei Ankerplatten des Ostpfeilers.
        Einsturzgefahr bestehe nicht, teilte das Straßenamt mit; wann die Brücke wieder öffnet, ist
        offen. Für Lastwagen gilt die Umleitung über Tolmouth.
        """),
      DemoItem(
        day: 1, at: 9_20, "Lokführer kündigen Streik auf der Küstenbahn an",
        """
        Die Gewerkschaft der Lokführer ruft für Dienstag ab vier Uhr zum Streik auf der Küstenbahn
        auf. Sie verlangt eine Ruhezeit von zwölf Stunden zwischen zwei Schichten. Die Bahn bietet
        elf und will einen Notfahrplan mit jedem vierten Zug fahren.
        """),
      DemoItem(
        day: 1, at: 16_40, "Großbrand in der Papierfabrik Hohenried",
        """
        In der Papierfabrik Hohenried stehen seit dem Nachmittag zwei Lagerhallen mit Altpapier in
        Flammen. 140 Feuerwehrleute sind im Einsatz. Anwohner sollen Fenster und Türen geschlossen
        halten; verletzt wurde nach Angaben der Polizei niemand.
        """),
      DemoItem(
        day: 1, at: 18_00, "Presseschau: Was die Blätter zur Gezeitenkraft schreiben",
        """
        Ein „Jahrhundertwerk“ sehen die einen, ein „Geschenk an ein Konsortium“ die anderen. Unsere
        Presseschau am Montag.
        """),
      DemoItem(
        day: 2, at: 6_10, "Streik auf der Küstenbahn hat begonnen: jeder vierte Zug fährt",
        """
        Seit vier Uhr stehen auf der Küstenbahn die meisten Züge. Der Notfahrplan hält, sagte eine
        Sprecherin der Bahn, doch mit der gesperrten Corriedale-Brücke fehle den Pendlern jeder
        Ausweg. Die Lokführer beharren auf zwölf Stunden Ruhezeit.
        """),
      DemoItem(
        day: 2, at: 9_05, "Papierfabrik Hohenried: Feuer nach 15 Stunden gelöscht",
        """
        Das Feuer in der Papierfabrik Hohenried ist aus. Nach fünfzehn Stunden zogen am Dienstag die
        letzten Löschzüge ab. Den Schaden schätzt die Polizei auf neun Millionen Kronen; als Ursache
        gilt ein heißgelaufenes Förderband in einer der beiden Lagerhallen.
        """),
      DemoItem(
        day: 2, at: 12_30, "Zoo Lindhafen: Das Faultier ist eine Sie",
        """
        Elf Jahre lang hieß das Faultier Bruno. Bei einer Zahnuntersuchung stellte sich nun heraus,
        dass Bruno ein Weibchen ist. Der Name bleibt, sagt die Tierpflegerin: „Es hört ohnehin nicht
        darauf.“
        """),
      DemoItem(
        day: 2, at: 18_00, "Presseschau: Stimmen zur knappen Abstimmung",
        """
        „Drei Stimmen sind auch eine Mehrheit“, schreibt der eine, „drei Stimmen sind keine Flut“
        der andere. Unsere Presseschau am Dienstag.
        """),
      DemoItem(
        day: 3, at: 13_00, "Verkehrsministerin Marrak tritt wegen der Corriedale-Brücke zurück",
        """
        Odile Marrak ist als Verkehrsministerin zurückgetreten. Sie habe seit Januar von den
        verrosteten Ankerplatten der Corriedale-Brücke gewusst, erklärte sie am Mittwoch. Das Amt
        übernimmt vorerst Ministerpräsident Tomas Elbrand. Die Brücke bleibt nach Angaben des
        Straßenamts mindestens bis Mai gesperrt.
        """),
      DemoItem(
        day: 3, at: 17_30, "Einigung auf der Küstenbahn: Streik endet um Mitternacht",
        """
        Bahn und Lokführer haben sich geeinigt. Von Juli an gelten auf der Küstenbahn zwölf Stunden
        Ruhezeit, im Gegenzug verzichtet die Gewerkschaft bis Ende 2027 auf Streiks. Von Donnerstag
        an fahren alle Züge wieder nach Plan.
        """),
    ])

  private static let seeblick = DemoOutlet(
    key: "seeblick", name: "Seeblick Nachrichten", topic: "deutsch", language: "de",
    format: .atom10,
    items: [
      DemoItem(
        day: 1, at: 8_45, "Risse entdeckt: Corriedale-Brücke bis auf Weiteres gesperrt",
        """
        41.000 Fahrzeuge am Tag müssen einen anderen Weg finden: Die Corriedale-Brücke ist gesperrt,
        weil Ingenieure bei einer Prüfung Risse in drei Ankerplatten am Ostpfeiler fanden. Das
        Straßenamt spricht von Vorsicht, der Verband der Spediteure von 96 Kilometern Umleitung über
        Tolmouth.
        """),
      DemoItem(
        day: 1, at: 11_15, "Warnstreik ab Dienstag: Küstenbahn vor dem Stillstand",
        """
        Auf der Küstenbahn wird von Dienstag an gestreikt. Es geht um eine Stunde: Zwölf Stunden
        Ruhezeit zwischen zwei Schichten fordern die Lokführer, elf bietet die Bahn. Die Gespräche
        waren am Sonntagabend nach zwanzig Minuten zu Ende.
        """),
      DemoItem(
        day: 1, at: 17_35, "Hohenried: Rauchsäule über der Papierfabrik, Anwohner gewarnt",
        """
        Über der Papierfabrik Hohenried steht eine kilometerhohe Rauchsäule. Es brennen zwei
        Lagerhallen mit Altpapier. Die Feuerwehr pumpt Wasser aus dem Ried; die Bundesstraße ist
        gesperrt. Der Rauch zieht nach Osten ab, Messungen ergaben keine Giftstoffe.
        """),
      DemoItem(
        day: 2, at: 10_50, "Papierfabrik Hohenried: Förderband war wohl die Brandursache",
        """
        Ein Lager, das heißlief, und trockenes Altpapier: So erklären Ermittler den Großbrand in der
        Papierfabrik Hohenried. Der Betriebsrat sagt, das Förderband sei zweimal gemeldet worden.
        Die 210 Beschäftigten sind vorerst freigestellt.
        """),
      DemoItem(
        day: 2, at: 12_10, "Streik: Küstenbahn fährt nach Notplan, Fähren überfüllt",
        """
        Der Streik auf der Küstenbahn trifft die Pendler doppelt, denn auch die Brücke ist zu. An
        den Anlegern warteten am Dienstag bis zu 900 Menschen. Die Lokführer sprechen von 96 Prozent
        Beteiligung, die Bahn von einem stabilen Notplan.
        """),
      DemoItem(
        day: 2, at: 21_40, "Sturm Ysolde erreicht Penmarrow: Hafenmauer gebrochen",
        """
        Das Sturmtief Ysolde hat am Dienstagabend Penmarrow erreicht. Mit Böen von 148 Kilometern in
        der Stunde drückte es das Wasser über die Hafenmauer, die auf sechzig Metern brach. Rund
        72.000 Haushalte sind ohne Strom.
        """),
      DemoItem(
        day: 3, at: 9_30, "Sturm Ysolde: sieben Tote in der Unterstadt von Penmarrow",
        """
        Nachdem die Hafenmauer gebrochen war, starben in der Unterstadt von Penmarrow nach ersten
        Angaben sieben Menschen. Mehr als 2.300 verbrachten die Nacht in Schulen und Kirchen. Das
        Sturmtief Ysolde zieht weiter ins Landesinnere und schwächt sich ab.
        """
      ).reworded(
        day: 3, at: 11_00, "Sturm Ysolde: sechs Tote in der Unterstadt von Penmarrow",
        """
        Nachdem die Hafenmauer gebrochen war, starben in der Unterstadt von Penmarrow sechs
        Menschen; eine erste Zählung hatte sieben ergeben. Mehr als 2.300 verbrachten die Nacht in
        Schulen und Kirchen. Das Sturmtief Ysolde zieht weiter ins Landesinnere und schwächt sich
        ab.
        """),
      DemoItem(
        day: 3, at: 13_40, "Verkehrsministerin Marrak gibt auf: Rücktritt wegen der Brücke",
        """
        Verkehrsministerin Odile Marrak hat ihren Rücktritt erklärt. Einen Tag zuvor war bekannt
        geworden, dass eine Ingenieurin schon 2023 vor verrosteten Ankerplatten der
        Corriedale-Brücke gewarnt hatte. Die Opposition fordert nun auch den Rücktritt von
        Behördenchef Halvard Renn.
        """),
      DemoItem(
        day: 3, at: 18_20, "Zwölf Stunden Ruhe: Küstenbahn und Lokführer einig",
        """
        Nach zwei Tagen Streik gibt die Bahn nach: Zwölf Stunden Ruhezeit bekommen die Lokführer der
        Küstenbahn, allerdings erst von Juli an. Beide Seiten nannten die Einigung vernünftig, was
        im Tarifstreit zuletzt niemand getan hatte.
        """),
      DemoItem(
        day: 4, at: 5_50, "Kirschblüte im Alten Land drei Wochen zu früh",
        """
        Im Alten Land bei Lindhafen blühen die ersten Kirschen, drei Wochen früher als im Mittel der
        vergangenen dreißig Jahre. Die Bauern fürchten nun den Frost, der fast immer noch kommt.
        """),
    ])
}
