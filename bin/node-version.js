/*
 * Read by whatever Node a machine has, however old: no syntax in this file and in the three
 * entries beside it that an old Node could stumble over. The work is done in bin/steps.
 */
var OLDEST = 20;

/** The sentence for somebody whose Node is too old to start us, or null when it is new enough. */
function complaint(version) {
  var major = parseInt(String(version).replace(/^v/, ''), 10);
  if (major >= OLDEST) return null;
  return (
    'Regiotafel needs Node ' +
    OLDEST +
    ' or newer to start (this is ' +
    version +
    '): install the current LTS release of Node.js and run the same command again.'
  );
}

/** Hands over to a module of bin/steps, or says why not and ends with exit code 1. */
function handOver(step) {
  var sentence = complaint(process.versions.node);
  if (sentence !== null) {
    console.error(sentence);
    process.exit(1);
  }
  require('./steps/load.cjs')(step);
}

module.exports = { complaint: complaint, handOver: handOver };
