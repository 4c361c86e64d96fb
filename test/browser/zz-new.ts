import { openBrowser, ServerProcess, visit, openPlan } from './harness.ts';
const server = new ServerProcess(); await server.start();
const browser = await openBrowser();
const only = process.argv.slice(2);
for (const [language, dark, width] of [['nl',false,1440],['en',true,320]] as const) {
  const { page, complaints, context } = await visit(browser, server.url, 'Ruben Smit', { language });
  await page.setViewportSize({ width, height: 900 });
  if (dark) await page.evaluate(() => localStorage.setItem('regiotafel.theme','dark')), await page.reload();
  const shot = async (n: string) => { await page.waitForTimeout(1500); await page.screenshot({ path: `/tmp/shots/n-${n}-${width}.png`, fullPage: true }); };
  const regions = (await (await page.request.get(server.url+'/api/regions')).json()) as {regions:{id:string}[]};
  const r = regions.regions[0]!.id;
  for (const [n, path] of [['kansen',`/regio/${r}/kansen`],['plannen',`/regio/${r}/plannen`],['infra',`/regio/${r}/infrastructuur`],['knel',`/regio/${r}/knelpunten`],['besl',`/regio/${r}/besluiten`],['lessen','/lessen'],['selectie','/selectie'],['programma','/programma'],['rondes','/programma/rondes'],['budget','/programma/budget'],['interv','/programma/interventies'],['params','/programma/parameters']] as const) {
    if (only.length && !only.includes(n)) continue;
    await page.goto(server.url + path); await shot(n);
  }
  await openPlan(page, 'Ovenwarmte voor de melkdrogers'); await shot('plan');
  console.log(width, complaints);
  await context.close();
}
await browser.close(); await server.kill();
