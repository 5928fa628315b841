// Reads a JSON array of EDTF texts and writes a JSON array with what edtf.js
// makes of each: null if it refuses it, otherwise the conformance level and the
// first and last day, as days since 1970-01-01. A day is null where edtf.js
// knows none (an unknown end, or a year beyond the range of JavaScript's Date)
// and "open" for an open end.
import { readFileSync } from 'node:fs'
import edtf, { parse } from 'edtf'

const millisecondsPerDay = 86400000

function day(time) {
  if (time === Infinity || time === -Infinity) return 'open'
  return Number.isFinite(time) ? Math.floor(time / millisecondsPerDay) : null
}

function judge(text, options) {
  try {
    const value = edtf(text, options)
    return { level: parse(text, options).level, min: day(value.min), max: day(value.max) }
  } catch {
    return null
  }
}

// The options for seasons make edtf.js fail on null ends, so they come second.
const seasons = { seasonIntervals: true, seasonUncertainty: true }
const texts = JSON.parse(readFileSync(0, 'utf8'))
process.stdout.write(JSON.stringify(texts.map(t => judge(t) ?? judge(t, seasons))))
