import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Programs by other hands that tests hold a dossier against, and the Debian package of each. */
const TOOLS = {
  xmllint: 'libxml2-utils',
  pdffonts: 'poppler-utils',
  pdfdetach: 'poppler-utils',
  pdfinfo: 'poppler-utils',
};

/** Installs them where that is possible (root, Debian); tests say plainly which they had to do without. */
export function ensureArchiveTools() {
  const missing = Object.entries(TOOLS).filter(([program]) => spawnSync(program, ['--version']).error);
  if (missing.length === 0 || process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return;
  const packages = [...new Set(missing.map(([, name]) => name))];
  console.log(`Installing ${packages.join(', ')} for the tests of dossiers.`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const quiet = { env, stdio: /** @type {const} */ ('ignore') };
  spawnSync('apt-get', ['update', '-qq'], quiet);
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], quiet);
}
