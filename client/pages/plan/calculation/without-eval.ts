import { config } from 'zod';

// schemas are read as they are: the page allows no code to be made of text. Loaded before whatever makes a schema
config({ jitless: true });
