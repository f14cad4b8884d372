// What is being done, on one line that is written over in a terminal and on lines of their own elsewhere.

/** Answers { say, done }. */
export function progress(out = process.stdout) {
  const began = performance.now()
  const isTerminal = Boolean(out.isTTY)
  let last = ''
  return {
    say(words) {
      if (words === last) return
      const seconds = `${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s  `
      // Percentages of one and the same step would fill a log.
      if (isTerminal) out.write(`\r\x1b[2K${seconds}${words}`)
      else if (words.replace(/\d+ %/, '') !== last.replace(/\d+ %/, '')) out.write(`${seconds}${words}\n`)
      last = words
    },
    done(words) {
      if (isTerminal) out.write('\r\x1b[2K')
      out.write(`${words}\n`)
    },
  }
}
