#!/usr/bin/env node
require('./node-version.js').handOver('regiotafel.mjs');
