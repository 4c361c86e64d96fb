import { makeBase } from './base.ts';
import { openEngine } from './engines.ts';
import { simulate } from './run.ts';
import { elapsed } from './clock.ts';
const b = await makeBase();
let n=0;
const timer = globalThis.setInterval(()=>{console.log('virtual', elapsed(), (globalThis as any).__n); if(++n>4) process.exit(1)}, 1000);
console.log(await simulate(1,b,(l)=>openEngine('memory',l)));
globalThis.clearInterval(timer);
process.exit(0)
