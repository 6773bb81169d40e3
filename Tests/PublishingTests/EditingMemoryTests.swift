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

  /// Edits what is there now, noting which threads were asked for.
  private func edit(
    _ threads: [StoryThread], _ memory: inout EditingMemory, asked: inout Set<ThreadID>
  ) -> DigestEditor.Edited {
    var names: Set<ThreadID> = []
    let edited = DigestEditor(sources: InventedDay.sources).edit(
      span, isOpen: true, at: span.closes, among: threads.map(print), notes: InventedDay.notes,
      memory: &memory
    ) { asked, _ in
      names.formUnion(asked)
      return threads.filter { asked.contains($0.id) }
    }
    asked = names
    return edited
  }

  private func anew(_ threads: [StoryThread]) -> DailyDigest {
    DigestEditor(sources: InventedDay.sources).digest(
      of: span, isOpen: true, at: span.closes, from: threads, notes: InventedDay.notes)
  }

  @Test func `only what changed is read and edited anew, and the whole is as edited at once`() {
    let all = InventedDay.room.threads
    var memory = EditingMemory()
    var asked: Set<ThreadID> = []
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
      #expect(asked == [thread.id])
      #expect(edited.changed.isSubset(of: [thread.id]))
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
    var asked: [ThreadID: Int] = [:]
    let edited = editor.edit(
      span, isOpen: true, at: span.closes, among: threads.map(print), notes: InventedDay.notes,
      memory: &memory
    ) { names, _ in
      for name in names { asked[name, default: 0] += 1 }
      return threads.filter { names.contains($0.id) }
    }
    #expect(edited.digest == anew(threads))
    #expect(threads.allSatisfy { asked[$0.id] == ($0.members.count > 1 ? 2 : 1) })
  }

  @Test func `a thread that went into another is forgotten`() {
    var threads = InventedDay.room.threads
    var memory = EditingMemory()
    var asked: Set<ThreadID> = []
    _ = edit(threads, &memory, asked: &asked)
    let gone = threads.removeLast()
    threads[0].aliases = [gone.id]
    let edited = edit(threads, &memory, asked: &asked)
    #expect(asked == [threads[0].id])
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
    var asked: Set<ThreadID> = []
    func quotes(_ edited: DigestEditor.Edited) -> [String] {
      edited.digest.stories.flatMap(\.sole).map(\.text.text)
    }
    let first = edit(Array(room.threads.prefix(1)), &memory, asked: &asked)
    #expect(quotes(first).contains(praise))
    let both = edit(room.threads, &memory, asked: &asked)
    #expect(!quotes(both).contains(praise))
    #expect(asked == Set(room.threads.map(\.id)))
    // And when the other story is gone, it is one outlet's own again.
    let one = edit(Array(room.threads.prefix(1)), &memory, asked: &asked)
    #expect(quotes(one).contains(praise))
  }
}
