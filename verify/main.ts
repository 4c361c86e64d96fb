import { runVerify, runWitness, verifyUsage, witnessUsage } from './run.ts';

const [command, ...rest] = process.argv.slice(2);
const say = (line: string): void => console.log(line);

if (command === undefined || command === '--help') {
  console.log(`${verifyUsage}\n${witnessUsage}`);
  process.exitCode = 2;
} else if (command === 'witness') {
  process.exitCode = await runWitness(rest, say, Date.now);
} else {
  process.exitCode = await runVerify(command === 'verify' ? rest : [command, ...rest], say);
}
