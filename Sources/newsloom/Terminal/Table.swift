/// Rows and columns that fit the terminal: the flexible column gives way.
struct Table {
  /// How a column behaves.
  struct Column {
    var title: String
    var isRight = false
    /// The flexible columns share what the others leave over.
    var isFlexible = false
    /// Left out where the terminal is too narrow for all, the last such column first.
    var isOptional = false

    init(
      _ title: String, right: Bool = false, flexible: Bool = false, optional: Bool = false
    ) {
      self.title = title
      isRight = right
      isFlexible = flexible
      isOptional = optional
    }
  }

  private var columns: [Column]
  private var rows: [[String]] = []

  init(_ columns: [Column]) {
    self.columns = columns
  }

  mutating func add(_ cells: [String]) {
    rows.append(cells.map(TerminalText.plain))
  }

  /// The table as lines of at most `width` columns, the titles first.
  func lines(width: Int) -> [String] {
    guard !rows.isEmpty else { return [] }
    var narrower = self
    while narrower.leastWidth > width,
      let spare = narrower.columns.lastIndex(where: \.isOptional)
    {
      narrower.columns.remove(at: spare)
      for row in narrower.rows.indices { narrower.rows[row].remove(at: spare) }
    }
    return narrower.allLines(width: width)
  }

  private static let leastFlexible = 8

  /// The width with all flexible columns at their least.
  private var leastWidth: Int {
    columns.indices.reduce(2 * (columns.count - 1)) { sum, column in
      sum + (columns[column].isFlexible ? Self.leastFlexible : natural(column))
    }
  }

  private func natural(_ column: Int) -> Int {
    ([columns[column].title] + rows.map { $0[column] }).map(TerminalText.width).max() ?? 0
  }

  private func allLines(width: Int) -> [String] {
    var widths = columns.indices.map(natural)
    let gaps = 2 * (columns.count - 1)
    let flexible = columns.indices.filter { columns[$0].isFlexible }
    var excess = widths.reduce(gaps, +) - width
    // The widest flexible column gives way first.
    while excess > 0, let widest = flexible.max(by: { widths[$0] < widths[$1] }),
      widths[widest] > Self.leastFlexible
    {
      widths[widest] -= 1
      excess -= 1
    }
    let head = line(columns.map(\.title), widths)
    return [Style.bold(head)] + rows.map { line($0, widths) }
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    var out: [String] = []
    for (index, cell) in cells.enumerated() {
      if columns[index].isRight {
        out.append(
          String(repeating: " ", count: max(0, widths[index] - TerminalText.width(cell))) + cell)
      } else {
        out.append(TerminalText.fitted(cell, to: widths[index], fill: index < cells.count - 1))
      }
    }
    return out.joined(separator: "  ")
  }

  /// Prints the table, or `empty` if it has no rows.
  func show(orSay empty: String) {
    if rows.isEmpty { Terminal.complain(empty) }
    for line in lines(width: Terminal.width) { Terminal.print(line) }
  }
}
