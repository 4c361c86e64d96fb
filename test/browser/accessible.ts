/// <reference lib="dom" />
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * axe finds nothing on the page as it stands, or in one part of it. Our pages have no frames, and only violations are
 * asked for: so it takes less than half the time, and finds the same.
 */
export async function accessible(page: Page, part = 'html'): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'], preload: false, elementRef: false })
    .withTags(TAGS)
    .setLegacyMode(true)
    .include(part)
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)).toEqual([]); // prettier-ignore
}

/** Nothing of the page lies beside the window. */
export async function withinWindow(page: Page): Promise<void> {
  const { scrollWidth, clientWidth } = await page.evaluate(() => ({ scrollWidth: document.documentElement.scrollWidth, clientWidth: document.documentElement.clientWidth })); // prettier-ignore
  expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
}

/** … and neither in the dark at 320 px, where nothing stands beside the page; it is then put back. */
export async function accessibleEverywhere(page: Page): Promise<void> {
  await accessible(page);
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 900 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await accessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await page.emulateMedia({ colorScheme: null });
  if (size) await page.setViewportSize(size);
}
