import Foundation
import NewsModel
import Testing

@testable import Publishing

@Suite struct EditingMemoryTests {
  private let span = Newsroom.span

  private func print(of thread: StoryThread) -> ThreadPrint {
    ThreadPrint(
      id: thread.id, members: thread.members.count,
      newest: thread.members.map(\.number).max() ?? 0,
      wordings: thread.members.reduce(0) { $0 + $1.revisions.count },
      aliases: thread.aliases.count)
  }

  /// What was asked for: stories by name, items that stand alone by number.
  private final class Asked {
    var threads: [ThreadID: Int] = [:]
    var facts: [Int] = []
    var items: [Int] = []
    var isEmpty: Bool { threads.isEmpty && facts.isEmpty && items.isEmpty }
  }

  /// Edits what is there now, noting what was asked for.
  private func edit(
    _ threads: [StoryThread], _ memory: inout EditingMemory, asked: inout Asked,
    by editor: DigestEditor = DigestEditor(sources: InventedDay.sources)
  ) -> DigestEditor.Edited {
    let whole = DayReading(threads, watched: InventedDay.notes.watched)
    let noted = Asked()
    asked = noted
    return editor.edit(
      span, isOpen: true, at: span.closes, among: threads.map(print), notes: InventedDay.notes,
      memory: &memory,
      reading: DayReading<Never>(
        threads: { names, notes in
          for name in names { noted.threads[name, default: 0] += 1 }
          return whole.threads(names, &notes)
        },
        loneItems: { numbers in
          noted.facts += numbers
          return whole.loneItems(numbers)
        },
        items: { numbers in
          noted.items += numbers
          return whole.items(numbers)
        }))
  }

  private func anew(_ threads: [StoryThread]) -> DailyDigest {
    DigestEditor(sources: InventedDay.sources).digest(
      of: span, isOpen: true, at: span.closes, from: threads, notes: InventedDay.notes)
  }

  @Test func `only what changed is read and edited anew, and the whole is as edited at once`() {
    let all = InventedDay.room.threads
    var memory = EditingMemory()
    var asked = Asked()
    // The day as it came: a thread more each time, and each thread an item shorter first.
    var sofar: [StoryThread] = []
    for thread in all {
      if thread.members.count > 1 {
        var shorter = thread
        shorter.members.removeLast()
        let edited = edit(sofar + [shorter], &memory, asked: &asked)
        #expect(edited.digest == anew(sofar + [shorter]))
      }
      sofar.append(thread)
      let edited = edit(sofar, &memory, asked: &asked)
      if thread.members.count > 1 {
        #expect(asked.threads == [thread.id: 1] && asked.facts.isEmpty && asked.items.isEmpty)
        #expect(edited.changed.isSubset(of: [thread.id]))
      } else {
        #expect(asked.threads.isEmpty && asked.facts == thread.members.map(\.number))
        // What was first seen in another edition's time is not told, and not read.
        #expect(asked.facts.starts(with: asked.items))
        #expect(edited.changed.isEmpty)
      }
      #expect(edited.digest == anew(sofar))
    }
    _ = edit(sofar, &memory, asked: &asked)
    #expect(asked.isEmpty)
  }

  @Test func `stories too big to hold until all is read are read again, and are told the same`() {
    let threads = InventedDay.room.threads
    var editor = DigestEditor(sources: InventedDay.sources)
    editor.mostHeld = 0
    var memory = EditingMemory()
    var asked = Asked()
    let edited = edit(threads, &memory, asked: &asked, by: editor)
    #expect(edited.digest == anew(threads))
    #expect(threads.allSatisfy { asked.threads[$0.id] == ($0.members.count > 1 ? 2 : nil) })
  }

  @Test func `of items that stand alone only those newly listed are read whole`() {
    var room = Newsroom()
    for number in 0..<40 {
      room.thread([
        .init(
          outlet: "Outlet \(number % 7)", time: "2026-11-20T09:\(number + 10):00Z",
          title: "Single \(number)")
      ])
    }
    var editor = DigestEditor(sources: InventedDay.sources)
    editor.mostSinglesOpen = 10
    var memory = EditingMemory()
    var asked = Asked()
    let first = edit(room.threads, &memory, asked: &asked, by: editor)
    let listed = first.digest.topics.flatMap(\.singles)
    #expect(listed.count == 10 && first.digest.topics.map(\.unlisted) == [30])
    #expect(asked.facts.count == 40 && asked.items.sorted() == listed.map(\.number).sorted())
    _ = edit(room.threads, &memory, asked: &asked, by: editor)
    #expect(asked.isEmpty)
    // One of those listed gets another title, and another goes: one more is listed in its place.
    var threads = room.threads
    guard let changed = threads.firstIndex(where: { $0.members[0].number == listed[3].number })
    else {
      Issue.record("an item that is no thread's")
      return
    }
    threads[changed].members[0].item.content.title = "Changed"
    threads[changed].members[0].revisions.append(
      ItemRevision(title: "Changed", text: "", seen: span.closes))
    threads.removeAll { $0.members[0].number == listed[0].number }
    let then = edit(threads, &memory, asked: &asked, by: editor)
    #expect(asked.facts == [listed[3].number])
    #expect(asked.items.count == 2 && asked.items.contains(listed[3].number))
    #expect(then.digest.counts.singles == 39)
    #expect(then.digest.topics.flatMap(\.singles).contains { $0.title.text == "Changed" })
  }

  @Test func `a thread that went into another is forgotten`() {
    var threads = InventedDay.room.threads
    var memory = EditingMemory()
    var asked = Asked()
    _ = edit(threads, &memory, asked: &asked)
    let gone = threads.removeLast()
    threads[0].aliases = [gone.id]
    let edited = edit(threads, &memory, asked: &asked)
    #expect(asked.threads == [threads[0].id: 1])
    #expect(edited.digest == anew(threads))
  }

  @Test func `a sentence that turns out to be furniture is taken out of the story told before`() {
    let praise = "The Brand Keys survey of 2019 found Radio Nine the most trusted voice of Arven."
    let long = String(repeating: "Tugs waited for the tide to turn off the cape. ", count: 9)
    var room = Newsroom()
    for (ship, cape) in [("Alma", "Roe"), ("Berta", "Finn")] {
      room.thread([
        .init(
          outlet: "A", time: "2026-11-20T09:00:00Z", title: "Ferry \(ship) aground", text: long),
        .init(
          outlet: "B", time: "2026-11-20T10:00:00Z",
          title: "Ferry \(ship) runs aground off Cape \(cape)",
          text: "The ferry \(ship) ran aground off Cape \(cape). \(praise)"),
      ])
    }
    var memory = EditingMemory()
    var asked = Asked()
    func quotes(_ edited: DigestEditor.Edited) -> [String] {
      edited.digest.stories.flatMap(\.sole).map(\.text.text)
    }
    let first = edit(Array(room.threads.prefix(1)), &memory, asked: &asked)
    #expect(quotes(first).contains(praise))
    let both = edit(room.threads, &memory, asked: &asked)
    #expect(!quotes(both).contains(praise))
    #expect(Set(asked.threads.keys) == Set(room.threads.map(\.id)))
    // And when the other story is gone, it is one outlet's own again.
    let one = edit(Array(room.threads.prefix(1)), &memory, asked: &asked)
    #expect(quotes(one).contains(praise))
  }
}
