"use strict";
// Texts that are much alike, unpacked: app/web_page/pack.h has the form. Any text is found at once.

class Pack {
  constructor(lines, texts) {
    this.lines = lines.split("\n");
    this.tracks = {}; // by their names: JSON of each text, parsed once it is asked for
    for (const record of texts.trimEnd().split("\n")) {
      const end = record.indexOf(" ");
      (this.tracks[record.slice(0, end)] ??= []).push(record.slice(end + 1));
    }
  }

  has(track) {
    return track in this.tracks;
  }

  content(track, index) {
    const texts = this.tracks[track];
    if (typeof texts[index] === "string") texts[index] = JSON.parse(texts[index]);
    return texts[index];
  }

  /** The lines of text `index`, from 0, of a track. */
  linesOf(track, index) {
    const first = this.content(track, 0);
    const numbers = [];
    let from = 0;
    for (const [at, removed, ...added] of index === 0 ? [] : this.content(track, index)) {
      for (; from < at; ++from) numbers.push(first[from]);
      numbers.push(...added);
      from += removed;
    }
    for (; from < first.length; ++from) numbers.push(first[from]);
    return numbers.map((number) => this.lines[number]);
  }
}

/** 32 bits of a text's UTF-8 (FNV-1a). */
function hashOf(text) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** Bytes of a base64 text; with a key as app/web_page/sealed.h sealed them. */
function bytesOf(base64, key) {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  if (key === undefined) return bytes;
  let state = hashOf(key) || 1;
  return bytes.map((byte) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return byte ^ (state & 255);
  });
}

async function inflated(bytes) {
  const whole = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(whole).text();
}

/** Of [LINES, TEXTS] in base64. */
async function unpacked(packed, key) {
  const [lines, texts] = await Promise.all(packed.map((base64) => inflated(bytesOf(base64, key))));
  return new Pack(lines, texts);
}
