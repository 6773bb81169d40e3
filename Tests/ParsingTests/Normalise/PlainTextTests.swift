import Testing

@testable import Parsing

@Suite struct PlainTextTests {
  @Test(arguments: [
    ("Dam gives way", "Dam gives way"),
    ("  Dam \n\t gives   way ", "Dam gives way"),
    ("AT&amp;T &#8211; caf&eacute;&nbsp;noir", "AT&T – café noir"),
    ("<p>One.</p><p>Two<br>lines.</p>", "One.\nTwo\nlines."),
    ("<ul><li>a</li><li>b</li></ul>c", "a\nb\nc"),
    ("<table><tr><td>a<td>b<tr><td>c</table>", "a b\nc"),
    ("<b>Bold</b>face and <i>it</i>alic", "Boldface and italic"),
    ("<pre>a\n  b</pre>", "a\nb"),
    ("a &lt;b&gt; c", "a <b> c"),
    ("x < y > z", "x < y > z"),
    ("soft\u{ad}hyphen", "softhyphen"),
    ("日本<p>語", "日本\n語"),
    (
      "see <https://news.example/a> or <desk@news.example>",
      "see <https://news.example/a> or <desk@news.example>"
    ),
  ])
  func `HTML becomes what a reader sees`(html: String, text: String) {
    #expect(PlainText.text(ofHTML: html) == text)
  }

  @Test(arguments: [
    "a<script>if (x < y) alert('</p>')</script>b", "a<style>p > b {}</style>b",
    "a<title>t</title>b", "a<noscript><img></noscript>b", "a<template><p>t</p></template>b",
    "a<object><object>x</object>y</object>b", "a<!-- x -->b",
    "a<!--[if IE]><p>x</p><![endif]-->b", "a<?php x ?>b", "a<!DOCTYPE html>b",
    "a<img alt='x' src='y'>b", "a<SCRIPT>x</SCRIPT >b", "a<svg:script>x</svg:script>b",
    "a<script/>b", "a<object data='x'/>b",
  ])
  func `what is not shown is not read`(html: String) {
    #expect(PlainText.text(ofHTML: html) == "ab")
  }

  @Test(arguments: [
    ("before <a href=\"http://e.example/>link</a> after", "before link after"),
    ("before <iframe src='x'> after", "before after"),
    ("before <iframe src='x'>after</iframe>", "before after"),
    ("before <noscript> after", "before after"),
    ("before <object data='x'> after", "before after"),
    ("before <!-- x > after", "before after"),
    ("a <!' b", "a <!' b"),
    ("if a <b then c", "if a <b then c"),
    ("so <x is y", "so <x is y"),
    ("cut off <a href=\"http://e.exam", "cut off"),
    ("cut off <stro", "cut off <stro"),
    ("cut off <br", "cut off"),
    ("5 <", "5 <"),
  ])
  func `what never ends does not take the rest with it`(html: String, text: String) {
    #expect(PlainText.text(ofHTML: html) == text)
  }

  @Test func `a title is one line`() {
    #expect(PlainText.line(ofHTML: "<p>Dam</p>\n<p>gives&#10;way</p>") == "Dam gives way")
    #expect(PlainText.line(ofText: "Dam\u{2028}gives\u{85}\r\nway\u{7}") == "Dam gives way")
    #expect(PlainText.line(ofText: "a <b> &amp; c") == "a <b> &amp; c")
  }

  @Test(arguments: [
    ("abc\u{202e}gnp.exe", "abcgnp.exe"),
    ("\u{202e}abc\u{202c}d", "abcd"),
    ("\u{202e} \u{202e} x \u{202c} y", "x y"),
    ("\u{2067}abc", "\u{2067}abc\u{2069}"),
    ("a\u{2069}b\u{202c}", "ab"),
    ("\u{2066}\u{202b}x\u{2069}y", "\u{2066}\u{202b}x\u{202c}\u{2069}y"),
    ("\u{200f}\u{200e}م", "\u{200f}\u{200e}م"),
  ])
  func `direction is turned back where it was turned`(written: String, line: String) {
    #expect(PlainText.line(ofText: written) == line)
  }

  @Test func `direction is turned back on each line`() {
    #expect(PlainText.text(ofHTML: "<p>\u{2067}a</p>b\u{2069}") == "\u{2067}a\u{2069}\nb")
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "<", "<a", "<x ", "<!--", "<![CDATA[", "</", "<a href=\"", "<script>", "<noscript>",
      "<title></titl", "&", "&#", "&#x1", "&notanentityatall", "<div>", "</div>", "<object>",
      "<!-- >", "<p",
      "\u{202e}", "\u{2067}", "<textarea>", "<a '\"", "]]>", "<b a=", "é<",
    ])
  func `no text takes longer than its length allows`(piece: String) {
    // Work that grew with the square of the length would take minutes on end here.
    let html = String(repeating: piece, count: 100_000)
    #expect(PlainText.text(ofHTML: html).utf8.count <= 2 * html.utf8.count)
    #expect(Sanitiser(base: nil as LinkBase?).sanitise(html).utf8.count <= 6 * html.utf8.count)
  }
}
