import { texts } from '../app/i18n/i18n.svelte.ts';

/** Who is there, who follows whom. */
export const t = texts('presence', {
  nl: {
    active: 'nu bezig',
    idle: 'even niet bezig',
    away: 'heeft dit venster niet in beeld',
    follow: 'Volg {{who}}',
    followHint: 'Volg: uw scherm gaat mee naar waar {{who}} werkt',
    you: 'u',
    others_one: 'en nog {{count}}',
    others_other: 'en nog {{count}} anderen',
    following: 'U volgt {{who}}',
    nowhere: 'is nu nergens waar u kunt meekijken',
    stop: 'Stop met volgen',
    followers_one: '{{who}} volgt u',
    followers_other: '{{who}} volgen u',
  },
  en: {
    active: 'working now',
    idle: 'not working for a moment',
    away: 'does not have this window in sight',
    follow: 'Follow {{who}}',
    followHint: 'Follow: your screen goes along to where {{who}} works',
    you: 'you',
    others_one: 'and {{count}} more',
    others_other: 'and {{count}} others',
    following: 'You follow {{who}}',
    nowhere: 'is nowhere that you can look along now',
    stop: 'Stop following',
    followers_one: '{{who}} follows you',
    followers_other: '{{who}} follow you',
  },
});
