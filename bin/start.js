require('./node-version.js').handOver('start.mjs');
