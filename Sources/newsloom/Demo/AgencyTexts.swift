/// What the invented agency Harbour Wire writes, and two papers of one house print again.
enum AgencyTexts {
  static let bridgeShut = """
    The Corriedale Bridge, which carries 41,000 vehicles a day across the Arven estuary, was closed
    in both directions at 5.20 a.m. on Monday after inspectors found cracks in three anchor plates
    of its eastern tower. The roads agency said the bridge was in no danger of collapse and gave no
    date for its reopening. Freight is being sent round by Tolmouth, a detour of 96 kilometres.
    """

  static let bridgeCracksKnown = """
    The roads agency conceded on Tuesday that corrosion in the anchor plates of the Corriedale
    Bridge was first recorded in October 2023, more than two years before the closure. Its director,
    Halvard Renn, told a hearing that the report had been filed under routine maintenance. He said
    two further plates had since been found cracked, which brings the number to five.
    """

  static let ministerResigns = """
    Transport minister Odile Marrak resigned on Wednesday over the closure of the Corriedale Bridge,
    saying the roads agency had told her of corrosion in its anchor plates in January and she had
    not asked for a second opinion. She is the first member of the Vardmere cabinet to step down
    since the election. The prime minister, Tomas Elbrand, will take over the ministry until a
    successor is named.
    """

  static let tolvaneQuake = """
    An earthquake of magnitude 5.8 shook the Tolvane Islands on Monday morning, the Vardmere
    seismological institute said. Its centre lay 34 kilometres north of Great Tolvane at a depth of
    12 kilometres. Residents ran into the streets of the island capital Skerrow, but neither
    injuries nor serious damage were reported, and a tsunami alert was lifted after forty minutes.
    """

  static let karskQuake = """
    A shallow earthquake of magnitude 4.9 damaged some sixty houses in the Upper Karsk valley on
    Wednesday, 300 kilometres inland, and brought down the bell tower of the parish church in
    Halmbach. Four people were treated for cuts, and the railway to the pass is blocked by a
    rockfall. Aftershocks may follow for some days, the seismological institute said.
    """

  static let tidalDebate = """
    The Vardmere assembly opened debate on the Tidal Power Act on Monday. The bill would license a
    barrage of 48 turbines across the mouth of Selkie Sound and pay its owners a fixed 7.4 cents for
    each kilowatt-hour over twenty years. Fishing unions marched outside; the energy minister, Ruta
    Callan, called it the cheapest electricity the country would ever build.
    """

  static let tidalPasses = """
    The Vardmere assembly passed the Tidal Power Act on Tuesday by 61 votes to 58, after two members
    of the governing party crossed the floor against it. An amendment lowers the guaranteed price to
    6.9 cents for each kilowatt-hour and sets aside 80 million crowns for boats that lose their
    grounds in Selkie Sound. Work on the barrage may begin in September.
    """

  static let tidalCourt = """
    Opposition parties asked the constitutional court on Wednesday to suspend the Tidal Power Act,
    arguing that the twenty-year price guarantee binds future assemblies. The court said it would
    hear the request on 18 March. The consortium behind the Selkie Sound barrage said its orders for
    turbines would wait until then.
    """

  static let stormWarning = """
    Storm Ysolde will reach the Arven coast on Tuesday night with gusts of up to 150 kilometres an
    hour, the weather service said on Monday. It issued a red warning for the shore between
    Penmarrow and Cape Lorne, where the surge is expected to coincide with the spring tide. Schools
    in eleven districts will stay closed on Wednesday.
    """

  static let stormLandfall = """
    Storm Ysolde came ashore near Penmarrow shortly after 7 p.m. on Tuesday with gusts of 148
    kilometres an hour. The harbour wall gave way over a length of sixty metres and sea water
    reached the market square. Power was out in 72,000 homes along the Arven coast, and the
    coastguard took nineteen people off a stranded dredger.
    """

  static let stormToll = """
    At least seven people died when Storm Ysolde flooded the lower town of Penmarrow overnight, the
    district governor, Ansa Whitlock, said on Wednesday. More than 2,300 people spent the night in
    schools and churches. The army sent pontoons and a field kitchen; the water stood at 2.1 metres
    in Ropewalk Street at its peak and has begun to fall.
    """

  /// Sent four and a half hours later under the same number.
  static let stormTollCorrected = """
    Six people died when Storm Ysolde flooded the lower town of Penmarrow overnight, the district
    governor, Ansa Whitlock, said on Wednesday; a first count had put the number at seven. More than
    2,300 people spent the night in schools and churches. The army sent pontoons and a field
    kitchen; the water stood at 2.1 metres in Ropewalk Street at its peak and has begun to fall.
    """

  static let lanternStolen = """
    Thieves broke into the museum of Sarre on Monday evening and took the Sarre Lantern, a silver
    ship's lamp of 1641 that is valued at four million crowns. An alarm rang at 8.47 p.m.; when the
    police arrived six minutes later the case in the upper gallery was empty. A grey van was seen
    leaving by the quay.
    """

  static let lanternFound = """
    Police have found the Sarre Lantern unharmed in a boathouse near Tolmouth and arrested two men
    aged 34 and 51, one of them a former night watchman of the museum. The silver lamp of 1641,
    stolen on Monday evening, lay wrapped in a sail. It will be shown again from Saturday, the
    museum of Sarre said.
    """

  static let rateHeld = """
    The Bank of Vardmere left its key rate at 3.25 percent on Tuesday, as economists had expected,
    and raised its forecast for inflation this year to 2.6 percent because of dearer freight.
    Governor Ilse Tamm said the closure of a single bridge was no reason to change course, but that
    a long one would be felt in the price of food.
    """

  static let roversWin = """
    Orrin Rovers beat Castle Ferrow 2-1 on Tuesday to reach the final of the Vardmere Cup for the
    first time since 1987. Ezra Quill headed the winner from a corner in the 88th minute after Dane
    Follett's free kick had cancelled out Rovers' early lead. Castle Ferrow hit the crossbar in
    stoppage time.
    """

  static let athleticWin = """
    Marrow Athletic won 5-4 on penalties against Dunbrock on Wednesday after a goalless semi-final
    of the Vardmere Cup. Goalkeeper Joss Aldane saved twice in the shoot-out and converted the last
    kick himself. Dunbrock finished with ten men after Piet Sorrel's second yellow card.
    """
}
