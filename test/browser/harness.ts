import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContext, type LaunchOptions, type Page } from 'playwright-core';

import { storeSettings } from '../integration/store-under-test.ts';

const main = fileURLToPath(new URL('../../server/main.ts', import.meta.url));

/** The real server as a process of its own, so that it can be killed. */
export class ServerProcess {
  readonly dataDir: string;
  readonly #settings: NodeJS.ProcessEnv;
  #child: ChildProcess | undefined;
  #port = 0;

  constructor(settings: NodeJS.ProcessEnv = {}, dataDir = mkdtempSync(join(tmpdir(), 'regiotafel-browser-'))) {
    this.#settings = settings;
    this.dataDir = dataDir;
  }

  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    const env = {
      ...process.env,
      ...storeSettings(this.dataDir),
      ...this.#settings,
      PORT: String(this.#port),
      DATA_DIR: this.dataDir,
      LOG_LEVEL: 'error',
    };
    const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    this.#child = child;
    const address = await new Promise<string>((resolve, reject) => {
      let text = '';
      child.stdout.on('data', (part: Buffer) => {
        text += part.toString();
        const match = /http:\/\/[^\s]+/.exec(text);
        if (match) resolve(match[0]);
      });
      child.once('exit', (code) => reject(new Error(`The server ended with ${String(code)} before it listened.`)));
    });
    this.#port = Number(new URL(address).port);
  }

  /** SIGKILL: nothing is said goodbye to. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    this.#child = undefined;
    await new Promise((resolve) => {
      child.once('exit', resolve);
      child.kill('SIGKILL');
    });
  }
}

/** How Chromium is started here. */
export function launchOptions(): LaunchOptions {
  const installed = process.env['REGIOTAFEL_CHROMIUM'] ?? process.env['CHROMIUM_PATH'];
  const executablePath = installed ?? (existsSync('/usr/bin/chromium') ? '/usr/bin/chromium' : undefined);
  return {
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  };
}

export async function openBrowser(): Promise<Browser> {
  return chromium.launch(launchOptions());
}

export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the page complained of: uncaught errors and errors on the console. */
  readonly complaints: string[];
}

/** A person of the demonstration in a browser of his own, on the page of that address. */
export async function visit(
  browser: Browser,
  url: string,
  persona: string | undefined,
  options: {
    language?: 'nl' | 'en';
    theme?: 'light' | 'dark';
    width?: number;
    clock?: boolean;
    /** Sees the page before it has gone anywhere. */
    watch?: (page: Page) => void;
  } = {},
): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: 900 },
    colorScheme: options.theme ?? 'light',
    // what moves is painted again and again, which here no graphics card does
    reducedMotion: 'reduce',
  });
  // a clock that the test may put forward; until then it goes as any other
  if (options.clock === true) await context.clock.install();
  await context.addInitScript(
    (language) => localStorage.setItem('regiotafel.language', language),
    options.language ?? 'nl',
  );
  const page = await context.newPage();
  options.watch?.(page);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (
      message.type() === 'error' &&
      !/ERR_(CONNECTION|EMPTY_RESPONSE|SOCKET)|WebSocket connection/.test(message.text())
    ) {
      complaints.push(message.text());
    }
  });
  if (persona !== undefined) {
    // by the same request as the dialog's button sends; how one signs in on the page is a test of its own
    const actor = `act_demo-${persona.split(' ')[0]?.toLowerCase() ?? ''}`;
    const answer = await context.request.post(new URL('/api/session/demo', url).href, { data: { persona: actor } });
    if (!answer.ok()) throw new Error(`${persona} could not sign in: ${await answer.text()}`);
  }
  await page.goto(url);
  if (persona !== undefined) await page.locator('header').getByText(persona).first().waitFor({ state: 'attached' });
  return { context, page, complaints };
}

/** Signs in as a person of the demonstration. */
export async function signIn(page: Page, persona: string): Promise<void> {
  await page
    .getByRole('button', { name: /^(Sign in|Aanmelden)$/ })
    .first()
    .click();
  await page.getByRole('dialog').getByRole('button', { name: persona }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

/** Opens the example region's plan by its title, as a person would. */
export async function openPlan(page: Page, title: string): Promise<void> {
  await page
    .locator('.list')
    .getByRole('link', { name: /Nieuwe Waard/ })
    .first()
    .click();
  await page.getByRole('link', { name: title }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('#veld-routeLengthKm').waitFor();
}
