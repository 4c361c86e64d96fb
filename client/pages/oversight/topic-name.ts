import { t } from './texts.ts';

const kinds: Readonly<Record<string, () => string>> = {
  plan: () => t('plan'),
  region: () => t('region'),
  organisation: () => t('organisation'),
  site: () => t('site'),
};

/** What a topic is about, with its name where that may be known. */
export function topicName(topic: string, name: string | undefined): string {
  if (topic === 'log') return t('wholeLog');
  if (topic === 'national') return t('country');
  const [kind = '', subject = ''] = topic.split(':');
  if (kind === 'person') return t('ownNotices');
  const word = kinds[kind]?.() ?? kind;
  return name ?? `${word} ${subject.slice(-6)}`;
}
