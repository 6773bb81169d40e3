extension DemoOutlet {
  static let english: [DemoOutlet] = [harbourWire, courier, herald, kestrel, estuaryReview]

  /// The agency: terse, first, and printed by others.
  private static let harbourWire = DemoOutlet(
    key: "harbour-wire", name: "Harbour Wire", topic: "gulf", language: "en", format: .rss20,
    options: "wire=yes",
    items: [
      DemoItem(
        day: 1, at: 7_15, "Corriedale Bridge shut after inspectors find cracked anchor plates",
        AgencyTexts.bridgeShut),
      DemoItem(
        day: 1, at: 10_40, "Magnitude 5.8 earthquake shakes Tolvane Islands, no injuries reported",
        AgencyTexts.tolvaneQuake),
      DemoItem(
        day: 1, at: 15_05, "Vardmere assembly opens debate on Tidal Power Act",
        AgencyTexts.tidalDebate),
      DemoItem(
        day: 1, at: 18_35, "Storm Ysolde to reach Arven coast on Tuesday night",
        AgencyTexts.stormWarning),
      DemoItem(
        day: 1, at: 22_20, "Silver lantern of 1641 stolen from Sarre museum",
        AgencyTexts.lanternStolen),
      DemoItem(
        day: 2, at: 10_25, "Corriedale Bridge corrosion was known since 2023, agency concedes",
        AgencyTexts.bridgeCracksKnown),
      DemoItem(
        day: 2, at: 13_10, "Tidal Power Act passes by three votes", AgencyTexts.tidalPasses),
      DemoItem(
        day: 2, at: 15_30, "Bank of Vardmere holds key rate at 3.25 percent",
        AgencyTexts.rateHeld),
      DemoItem(
        day: 2, at: 19_50, "Storm Ysolde makes landfall at Penmarrow with gusts of 148 km/h",
        AgencyTexts.stormLandfall),
      DemoItem(
        day: 2, at: 22_05, "Orrin Rovers beat Castle Ferrow 2-1 to reach Vardmere Cup final",
        AgencyTexts.roversWin),
      DemoItem(
        day: 3, at: 5_40, "Seven dead as Storm Ysolde floods Penmarrow", AgencyTexts.stormToll
      ).reworded(
        day: 3, at: 10_10, "Six dead as Storm Ysolde floods Penmarrow",
        AgencyTexts.stormTollCorrected),
      DemoItem(
        day: 3, at: 10_15, "Correction: Storm Ysolde killed six people in Penmarrow, not seven",
        """
        Harbour Wire reported early on Wednesday that at least seven people died when Storm Ysolde
        flooded Penmarrow. The district governor's office has corrected the number to six: a man
        counted twice was found alive in the hospital of Tolmouth.
        """),
      DemoItem(
        day: 3, at: 11_30, "Minister Odile Marrak resigns over corroded Corriedale Bridge",
        AgencyTexts.ministerResigns),
      DemoItem(
        day: 3, at: 14_00, "Magnitude 4.9 earthquake damages houses in Upper Karsk valley",
        AgencyTexts.karskQuake),
      DemoItem(
        day: 3, at: 16_20, "Two held over stolen Sarre Lantern, silver found in boathouse",
        AgencyTexts.lanternFound),
      DemoItem(
        day: 3, at: 17_45, "Opposition asks court to suspend Tidal Power Act",
        AgencyTexts.tidalCourt),
      DemoItem(
        day: 3, at: 23_10, "Marrow Athletic reach Vardmere Cup final on penalties",
        AgencyTexts.athleticWin),
      DemoItem(
        day: 4, at: 5_20, "Penmarrow begins to pump out lower town after Storm Ysolde",
        """
        Engineers began to pump sea water out of the lower town of Penmarrow on Thursday, two days
        after Storm Ysolde broke the harbour wall. Governor Ansa Whitlock said 410 houses would be
        uninhabitable for weeks. Insurers put a first estimate of the damage at 230 million crowns.
        """),
      DemoItem(
        day: 4, at: 7_50, "Former judge to lead Corriedale Bridge inquiry",
        """
        The prime minister, Tomas Elbrand, named the retired judge Beatrix Oll on Thursday to lead
        the inquiry into the closure of the Corriedale Bridge. She is to say by June who at the
        roads agency read the 2023 report on corrosion in the anchor plates, and why traffic went
        on.
        """),
    ])

  /// A local daily that prints the agency and sends its own reporters round the corner.
  private static let courier = DemoOutlet(
    key: "orrin-courier", name: "Orrin Bay Courier", topic: "gulf", language: "en", format: .rss20,
    options: "owner=lanternlight",
    items: [
      DemoItem(
        day: 1, at: 6_50, "The Morning Tide: five things to know this Monday",
        """
        The assembly takes up the tidal bill, the cup semi-finals are two days off, and the
        ice-cream van is back on the esplanade. Your five minutes of news before the first ferry.
        """),
      DemoItem(
        day: 1, at: 7_35, "Corriedale Bridge closed: cracks found in three anchor plates",
        AgencyTexts.bridgeShut + " (Harbour Wire)"),
      DemoItem(
        day: 1, at: 12_40, "Your weekly horoscope: a surprise from across the water",
        """
        Pisces should read the small print, Leo will hear from an old friend, and Virgo ought to
        leave Wednesday evening free.
        """),
      DemoItem(
        day: 1, at: 13_25, "Lindale bakery wins loaf of the year with a recipe from 1911",
        """
        A sourdough baked in Lindale to the founder's handwritten recipe took the national prize on
        Sunday. Nell Averby, the great-granddaughter, says the secret is sea water, used sparingly.
        """),
      DemoItem(
        day: 1, at: 16_15, "Corriedale Bridge closure leaves Eastbank schools half empty",
        """
        With the Corriedale Bridge closed in both directions, four in ten pupils did not reach their
        schools in Eastbank on Monday. The council is hiring two ferries for the morning run and has
        asked employers on both sides of the Arven estuary to let parents come late. Inspectors were
        still looking at the anchor plates of the eastern tower.
        """),
      DemoItem(
        day: 1, at: 19_10, "Red warning: Storm Ysolde heads for Arven coast",
        AgencyTexts.stormWarning + " (Harbour Wire)"),
      DemoItem(
        day: 2, at: 6_00, "The Morning Tide: five things to know this Tuesday",
        """
        A storm with a pretty name, a vote on the tides, a rate decision nobody is waiting for, and
        where to see the Rovers. Your five minutes of news before the first ferry.
        """),
      DemoItem(
        day: 2, at: 8_30, "Sarre Lantern thieves needed four minutes, museum says",
        """
        The thieves who took the silver Sarre Lantern on Monday evening were in the museum for four
        minutes and broke nothing but one case, its director, Oda Finch, told the Courier. They knew
        which of two alarms was out of order. A former sexton recalls the lamp from his childhood:
        it hung in St Brannoc's until 1958.
        """),
      DemoItem(
        day: 2, at: 11_05, "Corroded bridge plates on file since 2023",
        AgencyTexts.bridgeCracksKnown + " (Harbour Wire)"),
      DemoItem(
        day: 2, at: 14_20, "Oyster beds off Lorne Point reopen after clean samples",
        """
        Growers may sell oysters from Lorne Point again. Three samples in a row were free of
        norovirus, the food agency said, seven weeks after the beds were closed.
        """),
      DemoItem(
        day: 2, at: 22_30, "Quill heads Orrin Rovers into first cup final since 1987",
        """
        An 88th-minute header by Ezra Quill sent Orrin Rovers past Castle Ferrow and into the
        Vardmere Cup final. Rovers led through Milo Strand after nine minutes, lost their way when
        Dane Follett's free kick went in off the post, and won 2-1 in a stadium that emptied only at
        midnight.
        """),
      DemoItem(
        day: 3, at: 6_00, "The Morning Tide: five things to know this Wednesday",
        """
        What the night did to the coast, who is still without power, and how the trains run. Your
        five minutes of news before a ferry that may not sail.
        """),
      DemoItem(
        day: 3, at: 6_45, "Seven die in Penmarrow flood as Storm Ysolde passes",
        AgencyTexts.stormToll + " (Harbour Wire)"
      ).reworded(
        day: 3, at: 10_40, "Penmarrow flood: toll of Storm Ysolde corrected to six",
        AgencyTexts.stormTollCorrected + " (Harbour Wire)"),
      DemoItem(
        day: 3, at: 12_15, "Marrak resigns: “I should have asked about the bridge”",
        """
        Transport minister Odile Marrak stepped down on Wednesday with a statement of four sentences
        about the Corriedale Bridge. In Eastbank, where she grew up, ferry passengers heard it on
        the radio. “It won't mend an anchor plate,” said Colm Dacre, who has commuted across the
        estuary for thirty years.
        """),
      DemoItem(
        day: 3, at: 17_05, "Sarre Lantern found in boathouse, ex-watchman arrested",
        AgencyTexts.lanternFound + " (Harbour Wire)"),
      DemoItem(
        day: 4, at: 6_00, "The Morning Tide: five things to know this Thursday",
        """
        Pumps in Penmarrow, a judge for the bridge, and a comet for early risers. Your five minutes
        of news before the first ferry.
        """),
    ])

  /// Of the same house as the Courier, one sound further west.
  private static let herald = DemoOutlet(
    key: "marrow-herald", name: "Marrow Sound Herald", topic: "gulf", language: "en",
    format: .rss10, options: "owner=lanternlight",
    items: [
      DemoItem(
        day: 1, at: 8_10, "Inspectors shut Corriedale Bridge over cracked anchor plates",
        AgencyTexts.bridgeShut),
      DemoItem(
        day: 1, at: 11_20, "Earthquake of magnitude 5.8 shakes Tolvane Islands",
        AgencyTexts.tolvaneQuake),
      DemoItem(
        day: 1, at: 14_45, "Lighthouse keepers' logbooks go online, gales and recipes included",
        """
        The county archive has scanned 212 logbooks of the Lorne Point light, kept between 1844 and
        1983. Beside the weather they record two weddings, a stranded walrus and a recipe for
        barnacle soup.
        """),
      DemoItem(
        day: 2, at: 7_05, "Sarre Lantern stolen: silver lamp of 1641 taken from museum",
        AgencyTexts.lanternStolen),
      DemoItem(
        day: 2, at: 9_40, "Night buses for Marrow: trial begins in April",
        """
        Two night buses an hour will link Marrow's hospital, brewery and station from 10 April. The
        council will count passengers for six months before it decides whether to go on.
        """),
      DemoItem(
        day: 2, at: 13_45, "Assembly passes Tidal Power Act, 61 to 58", AgencyTexts.tidalPasses),
      DemoItem(
        day: 2, at: 20_30, "Penmarrow harbour wall gives way as Storm Ysolde comes ashore",
        """
        The sea broke through Penmarrow's harbour wall at twenty past seven on Tuesday evening, an
        hour before high water. Storm Ysolde pushed boats into the market square, where the Herald's
        reporter counted eleven of them. Firefighters went from door to door in Ropewalk Street;
        many residents refused to leave without their animals.
        """),
      DemoItem(
        day: 3, at: 8_50, "Penmarrow families waited on roofs as Ysolde flood peaked",
        """
        Families in the lower town of Penmarrow waited up to five hours on their roofs in the flood
        that Storm Ysolde brought. Rope by rope, the lifeboat crew moved forty-four people to St
        Anne's church. Baker Wim Tarrow kept his ovens lit above the water line and sent bread
        across by kayak.
        """),
      DemoItem(
        day: 3, at: 11_50, "Odile Marrak resigns over Corriedale Bridge",
        AgencyTexts.ministerResigns),
      DemoItem(
        day: 3, at: 15_10, "Houses damaged by earthquake in Upper Karsk valley",
        AgencyTexts.karskQuake),
      DemoItem(
        day: 3, at: 23_45, "Aldane the hero as Marrow Athletic beat Dunbrock on penalties",
        """
        Two saves and the last kick: goalkeeper Joss Aldane carried Marrow Athletic into the
        Vardmere Cup final. Ten-man Dunbrock held out for 120 goalless minutes after Piet Sorrel was
        sent off, then lost 5-4 on penalties. “I had meant to shoot left,” he said.
        """),
    ])

  /// An independent paper that reports for itself.
  private static let kestrel = DemoOutlet(
    key: "the-kestrel", name: "The Kestrel", topic: "gulf", language: "en", format: .atom10,
    items: [
      DemoItem(
        day: 1, at: 9_30, "What we know about the closure of the Corriedale Bridge",
        """
        The Corriedale Bridge closed before dawn on Monday. Inspectors with lamps found cracks in
        anchor plates that hold the cables of its eastern tower. Two engineers who worked on the
        bridge told The Kestrel that the plates were due to be replaced in 2022, and that the money
        went into a tunnel study instead.
        """),
      DemoItem(
        day: 1, at: 13_20, "Tolvane Islands shaken by strongest earthquake in forty years",
        """
        The earthquake that woke the Tolvane Islands on Monday was the strongest there since 1985.
        In Skerrow, shelves fell and the bells rang by themselves; the school was emptied in three
        minutes, as practised. The tsunami alert was lifted before most people had heard of it.
        """),
      DemoItem(
        day: 1, at: 17_25, "Who gains from the Tidal Power Act",
        """
        Debate on the Tidal Power Act began with marches and ended with arithmetic. At 7.4 cents a
        kilowatt-hour the owners of the Selkie Sound barrage would earn back its cost in nine years,
        according to a calculation of the assembly's own budget office, and the guarantee runs for
        twenty. The fishing unions want the difference.
        """),
      DemoItem(
        day: 2, at: 7_15, "Memo warned of corroded anchor plates on Corriedale Bridge in 2023",
        """
        A four-page memo of October 2023, seen by The Kestrel, warned the roads agency that anchor
        plates of the Corriedale Bridge were losing a millimetre of steel a year. Its author, the
        engineer Sunniva Dahl, asked for weight limits. She was moved to another department three
        weeks later. The agency did not answer questions on Monday night.
        """),
      DemoItem(
        day: 2, at: 9_55, "The Sarre Lantern, and why nobody can sell it",
        """
        There are three silver ship's lamps like the Sarre Lantern, and all are catalogued to the
        last dent. Whoever took it from the museum on Monday evening cannot sell it whole, dealers
        say. Melted down, four million crowns would become eleven thousand.
        """),
      DemoItem(
        day: 2, at: 14_30, "Tidal Power Act scrapes through as two cross the floor",
        """
        Three votes carried the Tidal Power Act on Tuesday. Mira Jost and Aldo Penn, who both
        represent harbour towns, voted against their own government and left by a side door. The
        price guaranteed to the Selkie Sound barrage fell to 6.9 cents in the last hour of
        bargaining.
        """),
      DemoItem(
        day: 2, at: 16_40, "Rate held at 3.25 percent, with an eye on the bridge",
        """
        The Bank of Vardmere did what everyone expected and held its key rate at 3.25 percent. The
        surprise was in the footnotes: the bank reckons that each month without the Corriedale
        Bridge adds a tenth of a point to the price of food, governor Ilse Tamm said.
        """),
      DemoItem(
        day: 2, at: 21_15, "Ysolde lands: Penmarrow under water",
        """
        Storm Ysolde reached Penmarrow at the top of the spring tide. The market square was under
        water within half an hour, and the hospital moved its patients to the second floor. A drill
        in 2024 had ended with a list of eleven weak points in the harbour wall; the council's
        minutes show that three were repaired.
        """),
      DemoItem(
        day: 3, at: 12_40, "Minister Odile Marrak goes, the questions stay",
        """
        Odile Marrak resigned as transport minister at noon, a day after The Kestrel published the
        memo on the Corriedale Bridge. Her statement says she learned of the corroded anchor plates
        in January; a calendar released by the ministry lists a meeting with the roads agency's
        director, Halvard Renn, in the previous August.
        """),
      DemoItem(
        day: 3, at: 14_50, "Bell tower falls as earthquake hits Upper Karsk valley",
        """
        The bell tower of Halmbach fell into an empty street when an earthquake shook the Upper
        Karsk valley on Wednesday. School had ended ten minutes before. Sixty houses have cracks
        that must be looked at before anyone sleeps in them, the mayor, Lotte Brandis, said.
        """),
      DemoItem(
        day: 3, at: 18_40, "Court to hear challenge to Tidal Power Act on 18 March",
        """
        The constitutional court will decide whether the Tidal Power Act ties the hands of
        assemblies not yet elected. Constitutional lawyers asked by The Kestrel are divided: a
        guarantee for a harbour crane was upheld in 1974, one for a railway struck down in 1991.
        """),
      DemoItem(
        day: 3, at: 20_05, "Comet Brask is now bright enough for the naked eye",
        """
        Look east before sunrise: Comet Brask, found last June, has passed the sun in one piece and
        stands a hand's breadth above the horizon. It will fade from the weekend on and not come
        back for 4,100 years.
        """),
      DemoItem(
        day: 4, at: 8_20, "The judge who will ask about the Corriedale Bridge",
        """
        Beatrix Oll once sent back a file of 900 pages because page 412 was missing. The retired
        judge will lead the inquiry into the Corriedale Bridge, with power to hear ministers under
        oath. Sunniva Dahl, whose memo of 2023 warned of the anchor plates, will be her first
        witness.
        """),
    ])

  /// A journal that publishes little; its feed is lifted above the busy ones.
  private static let estuaryReview = DemoOutlet(
    key: "estuary-review", name: "Estuary Science Review", topic: "science", language: "en",
    format: .atom10, options: "boost=quiet",
    items: [
      DemoItem(
        day: 1, at: 10_00, "A blind shrimp that listens: new species from the Tolvane trench",
        """
        At 3,100 metres there is nothing to see. A shrimp described this week from the trench south
        of the Tolvane Islands has given up its eyes and grown hairs on its second antennae that
        respond to sounds between 90 and 400 hertz, the range of a passing squid.
        """),
      DemoItem(
        day: 2, at: 11_10, "Why surges in narrow estuaries arrive late",
        """
        Tide gauges from fourteen funnel-shaped estuaries show that the highest water comes up to
        fifty minutes after the wind has peaked. The reason is a wave reflected at the head of the
        estuary. Warnings that end with the wind, the authors write, end too early.
        """),
      DemoItem(
        day: 3, at: 19_15, "Comet Brask survives its passage of the sun",
        """
        Radar echoes from three observatories agree that the nucleus of Comet Brask, 1.8 kilometres
        across, did not break up at perihelion. Its tail holds twice as much carbon monoxide as that
        of any comet measured so far. It is visible to the naked eye until the weekend.
        """),
      DemoItem(
        day: 3, at: 21_00, "Seagrass remembers where the harbour was",
        """
        Meadows of seagrass off Sarre follow the outline of a medieval quay that no map shows.
        Divers found oak piles under the densest patches, felled in the winter of 1287.
        """),
    ])
}
