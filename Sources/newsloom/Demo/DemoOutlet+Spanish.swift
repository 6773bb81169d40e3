extension DemoOutlet {
  static let spanish: [DemoOutlet] = [faro, cronica]

  private static let faro = DemoOutlet(
    key: "faro-valdemar", name: "El Faro de Valdemar", topic: "español", language: "es",
    format: .rss20,
    items: [
      DemoItem(
        day: 1, at: 8_20, "El embalse de Torrealba cae por debajo del 20 por ciento",
        """
        El embalse de Torrealba, que abastece a medio millón de personas, ha bajado al 19 por ciento
        de su capacidad, el nivel más bajo desde que hay registros. La comisión de la sequía se
        reúne el martes y no descarta cortes nocturnos de agua en Valdemar y otros doce municipios.
        """),
      DemoItem(
        day: 1, at: 12_05, "Un terremoto de magnitud 5,8 sacude las islas Tolvane",
        """
        Un terremoto de magnitud 5,8 sacudió el lunes las islas Tolvane sin causar heridos. El
        epicentro se situó a 34 kilómetros al norte de la isla mayor. La alerta de tsunami se
        levantó a los cuarenta minutos y los vecinos de Skerrow volvieron a sus casas.
        """),
      DemoItem(
        day: 1, at: 19_30, "Inés Calatrava gana el premio Brújula con una novela sobre el silencio",
        """
        La escritora Inés Calatrava ha ganado el premio Brújula de novela con «La casa sin timbre»,
        la historia de un afinador de pianos que pierde el oído. El jurado destacó «una prosa que
        escucha». El premio está dotado con 60.000 euros.
        """),
      DemoItem(
        day: 2, at: 7_00, "Cinco claves para empezar el martes",
        """
        Lo que viene hoy, lo que pasó anoche y la agenda del fútbol, contado antes del primer café.
        """),
      DemoItem(
        day: 2, at: 13_50, "Valdemar tendrá cortes de agua nocturnos desde el lunes",
        """
        La comisión de la sequía aprobó el martes cortes de agua entre la medianoche y las seis de
        la mañana en Valdemar y doce municipios que dependen del embalse de Torrealba. Hospitales y
        panaderías quedan exentos. Quien riegue un jardín pagará 300 euros de multa.
        """),
      DemoItem(
        day: 2, at: 20_45, "La tormenta Ysolde golpea Penmarrow con rachas de 148 km/h",
        """
        La tormenta Ysolde tocó tierra el martes por la tarde cerca de Penmarrow con rachas de 148
        kilómetros por hora. El mar rompió el muro del puerto y entró en la plaza del mercado. Unos
        72.000 hogares de la costa de Arven están sin luz.
        """),
      DemoItem(
        day: 3, at: 7_00, "Cinco claves para empezar el miércoles",
        """
        Lo que dejó la noche, una dimisión en el aire y el cometa de la madrugada, contado antes del
        primer café.
        """),
      DemoItem(
        day: 3, at: 9_10, "Al menos siete muertos en Penmarrow por la tormenta Ysolde",
        """
        La tormenta Ysolde dejó al menos siete muertos en la parte baja de Penmarrow, según la
        gobernadora, Ansa Whitlock. Más de 2.300 personas pasaron la noche en escuelas e iglesias.
        El agua alcanzó 2,1 metros en la calle de los Cordeleros.
        """
      ).reworded(
        day: 3, at: 11_20, "Rebajan a seis los muertos en Penmarrow por la tormenta Ysolde"),
      DemoItem(
        day: 3, at: 16_00, "Los regantes de Torrealba recurren los cortes de agua",
        """
        Los regantes de Torrealba recurrirán ante los tribunales los cortes de agua que decidió la
        comisión de la sequía. Alegan que el campo ya cedió la mitad de su dotación en otoño. El
        embalse perdió el miércoles otras dos décimas.
        """),
      DemoItem(
        day: 3, at: 20_30, "Aparece en un desván la primera película rodada en Valdemar",
        """
        Once minutes de celuloide de 1906 muestran la plaza de Valdemar en día de mercado. La lata
        estaba en un desván, dentro de una caja de sombreros, y la filmoteca la ha restaurado
        fotograma a fotograma. Se proyectará en abril con piano en directo.
        """),
    ])

  private static let cronica = DemoOutlet(
    key: "cronica-estuario", name: "La Crónica del Estuario", topic: "español", language: "es",
    format: .rss10,
    items: [
      DemoItem(
        day: 1, at: 10_30, "Torrealba, al 19 por ciento: la sequía vacía el embalse",
        """
        Del agua del embalse de Torrealba emerge otra vez la torre de la aldea que inundó en 1958.
        Queda el 19 por ciento de su capacidad y la comisión de la sequía estudia cortes nocturnos.
        «Es la peor primavera que he visto», dice el guarda de la presa, Eloy Marín.
        """),
      DemoItem(
        day: 1, at: 13_15, "Las islas Tolvane tiemblan: un seísmo de 5,8 sin víctimas",
        """
        El terremoto despertó a los vecinos de las islas Tolvane a las once menos cuarto. De
        magnitud 5,8, no causó víctimas ni daños graves. Los pescadores de Skerrow salieron a mar
        abierto al oír la alerta de tsunami, levantada cuarenta minutos después.
        """),
      DemoItem(
        day: 1, at: 20_50, "Premio Brújula para Inés Calatrava por «La casa sin timbre»",
        """
        Inés Calatrava se llevó anoche el premio Brújula de novela. «La casa sin timbre» sigue a un
        afinador de pianos que se queda sordo. La autora, de 41 años, la escribió en los trenes
        entre Valdemar y la costa, y la terminó, dijo, «por una huelga».
        """),
      DemoItem(
        day: 2, at: 14_40, "Sin agua de noche: así serán los cortes en Valdemar",
        """
        Desde el lunes no habrá agua entre la medianoche y las seis en Valdemar ni en los doce
        municipios del embalse de Torrealba. El ayuntamiento repartirá bidones a los mayores de
        setenta años. La comisión de la sequía revisará los cortes cada quince días.
        """),
      DemoItem(
        day: 2, at: 17_20, "El mercado de Sarre estrena horario de tarde",
        """
        Los puestos del mercado de Sarre abrirán también de cinco a nueve. Las pescaderas, que piden
        cámaras nuevas desde hace tres años, han decidido no sumarse.
        """),
      DemoItem(
        day: 2, at: 22_10, "Ysolde rompe el muro del puerto de Penmarrow",
        """
        El muro del puerto de Penmarrow cedió en un tramo de sesenta metros ante la tormenta Ysolde.
        Barcos de hasta nueve metros acabaron en la plaza del mercado. Los guardacostas rescataron a
        diecinueve tripulantes de una draga varada.
        """),
      DemoItem(
        day: 3, at: 10_20, "Penmarrow cuenta sus muertos tras el paso de la tormenta Ysolde",
        """
        La gobernadora Ansa Whitlock habló de siete muertos y después de seis: un hombre dado por
        fallecido estaba en el hospital. Penmarrow amaneció sin luz y con barro hasta las ventanas
        tras el paso de la tormenta Ysolde. El ejército instaló una cocina de campaña.
        """),
      DemoItem(
        day: 3, at: 15_05, "Un terremoto de 4,9 daña sesenta casas en el valle del Alto Karsk",
        """
        El valle del Alto Karsk sufrió el miércoles un terremoto de magnitud 4,9 que derribó el
        campanario de Halmbach. Hay cuatro heridos leves y unas sesenta casas con grietas. El tren
        del puerto sigue cortado por un desprendimiento.
        """),
      DemoItem(
        day: 3, at: 17_10, "Los regantes llevan a los tribunales los cortes de Torrealba",
        """
        «No pagaremos dos veces la misma sequía», dice Rosa Ferrer, portavoz de los regantes. Su
        comunidad recurrirá los cortes de agua acordados el martes para los municipios del embalse
        de Torrealba. La vista podría celebrarse antes de Semana Santa.
        """),
    ])
}
