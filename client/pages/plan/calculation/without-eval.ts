import { config } from 'zod';

// before any schema is made: the page allows no code to be made of text
config({ jitless: true });
