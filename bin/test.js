require('./node-version.js').handOver('test.mjs');
