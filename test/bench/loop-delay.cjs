// Loaded into the web process by the bench (NODE_OPTIONS): how late its event loop is. On SIGWINCH it writes the delays
// since the last signal to LOOP_DELAY_FILE, in milliseconds, and begins anew. (Nest ends the program on SIGUSR2.)
const { writeFileSync } = require('node:fs');
const { monitorEventLoopDelay } = require('node:perf_hooks');

const RESOLUTION_MS = 10;
const NANOSECONDS = 1e6;
const file = process.env.LOOP_DELAY_FILE;

if (file && process.argv[1]?.endsWith('apps/web/src/main.js')) {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  // The time between two samples is what they measure: what is over the resolution is the delay.
  const delayOf = (nanoseconds) => Math.max(0, nanoseconds / NANOSECONDS - RESOLUTION_MS);
  process.on('SIGWINCH', () => {
    const told = { p99: delayOf(delays.percentile(99)), slowest: delayOf(delays.max) };
    writeFileSync(file, JSON.stringify(told));
    delays.reset();
  });
}
