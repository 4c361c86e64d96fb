import { z } from 'zod';
import type { Refusal } from '../../events/decision.ts';
import { isFileAddress } from '../../events/file-address.ts';
import { streamOf, subjectOf } from '../../events/ids.ts';
import { label, organisationId } from '../../events/fields.ts';
import { problemOfFile } from '../files/inspect.ts';
import { readProfile, type LineError } from '../files/profile.ts';
import { profileDirections, profileReading, profileUnits, type ProfileFacts } from '../files/profile-facts.ts';
import { receiveFile } from '../files/receive.ts';
import { fileTypes, typeOfMedia } from '../files/types.ts';
import type { Asker } from '../identity/viewer.ts';
import type { HttpDependencies } from './dependencies.ts';
import { problemOf } from './problems.ts';
import { route, type Reply, type Route } from './route.ts';

const NAME_MOST = 180;
const sending = z.strictObject({
  /** What the file belongs to. */
  subject: z.string().max(60),
  name: label(1, NAME_MOST),
  /** In whose name; the first of the sender's organisations unless said. */
  organisation: organisationId.optional(),
  // how to read the numbers of a load profile; all of them make the file one
  year: z.coerce.number().int().min(1990).max(2100).optional(),
  unit: z.enum(profileUnits).optional(),
  direction: z.enum(profileDirections).optional(),
});

const about = z.looseObject({ address: z.string(), name: z.string(), type: z.string(), size: z.int(), hash: z.string() }); // prettier-ignore

/** Files: sent once, then named by commands; read by who may see what names them. */
export function fileRoutes({ files, readModels, access }: HttpDependencies): Route[] {
  const missing = (address: string): { refused: Refusal } => ({ refused: { code: 'NOT_FOUND', values: { subject: address.slice(0, 80) } } }); // prettier-ignore
  /** The file, if the asker may read it; that he was given it is noted before it goes out. */
  const given = async (address: string, asker: Asker, what: string) => {
    const right = isFileAddress(address) ? await files.rightTo(address, asker.grants) : undefined;
    const entry = right && (await files.entry(address));
    if (!right || !entry) return undefined;
    const { event } = right;
    if (event && (right.class === 'P3' || right.class === 'P4')) {
      access.note({ asker, topic: subjectOf(event.stream), from: event.index, to: event.index, what, streams: [event.stream] }); // prettier-ignore
      await access.written();
    }
    return entry.about;
  };
  return [
    route({
      method: 'post',
      path: '/api/files',
      summary: `Send a file (${listed()}) as the body, with its content type; its address is then named by a command. With year and unit, a CSV is a load profile`,
      query: sending,
      consumes: Object.values(fileTypes).map(({ media }) => media),
      answer: about,
      handle: async ({ query, asker, request }): Promise<Reply> => {
        if (!asker.principal) return { refused: { code: 'NOT_SIGNED_IN', values: {} } };
        const organisation = asker.memberships.map((one) => one.organisation).find((id) => id === (query.organisation ?? id)); // prettier-ignore
        if (organisation === undefined) return { refused: { code: 'NOT_ALLOWED', values: { needed: 'a member of the organisation' } } }; // prettier-ignore
        const target = streamOf(query.subject);
        const sees = target && readModels.state(target.stream)?.exists === true && readModels.sees(asker.grants, target.stream); // prettier-ignore
        if (!sees || !(sees('P2') || sees('P4'))) return missing(query.subject);
        const type = typeOfMedia(request.headers['content-type']);
        if (!type) return { refused: { code: 'FILE_TYPE_UNKNOWN', values: { types: listed() } } };
        const received = await receiveFile(request, type);
        if ('refused' in received) return received;
        const problem = problemOfFile(type, received.content);
        if (problem) return { refused: problem };
        const profile = type === 'csv' ? profileIn(received.content, query) : undefined;
        if (profile && 'errors' in profile) return withErrors(profile.errors);
        const { name, subject } = query;
        const kept = await files.keep(received.content, { name, type, ...(profile ? { profile } : {}) }, { organisation, subject }); // prettier-ignore
        return { json: kept };
      },
    }),
    route({
      method: 'get',
      path: '/api/files/:address',
      summary: 'The content of a file',
      answer: z.string(),
      produces: 'application/octet-stream',
      handle: async ({ params, asker }): Promise<Reply> => {
        const address = params['address'] ?? '';
        const file = await given(address, asker, 'file');
        const bytes = file && (await files.content(address));
        if (!bytes) return missing(address);
        return { bytes, type: fileTypes[file.type].media, download: file.name, headers: safely };
      },
    }),
    route({
      method: 'get',
      path: '/api/files/:address/about',
      summary: 'What a file is called, its type, size and SHA-256, and what it holds as a load profile',
      answer: about,
      handle: async ({ params, asker }): Promise<Reply> => {
        const address = params['address'] ?? '';
        const file = await given(address, asker, 'file');
        return file ? { json: { address, ...file } } : missing(address);
      },
    }),
    route({
      method: 'get',
      path: '/api/files/:address/profile',
      summary: 'A load profile as numbers: MW per step, from the first of January on',
      answer: z.looseObject({ year: z.int(), step: z.string(), unit: z.literal('MW'), MW: z.array(z.number()) }),
      handle: async ({ params, asker }): Promise<Reply> => {
        const address = params['address'] ?? '';
        const file = await given(address, asker, 'file');
        const bytes = file?.profile && (await files.content(address));
        if (!bytes || !file.profile) return missing(address);
        const { unit, year, direction } = file.profile;
        const profile = readProfile(bytes.toString('utf8'), { unit, year, direction });
        if ('errors' in profile) return withErrors(profile.errors);
        return { json: { ...profile.facts, unit: 'MW', MW: profile.values } };
      },
    }),
  ];
}

/** A browser keeps it and does not show it as a page of ours; if it does, it may run nothing. */
const safely = {
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
};

const listed = (): string => Object.values(fileTypes).map(({ name }) => name).join(', '); // prettier-ignore

/** The facts of a CSV that is sent as a load profile; undefined: it is sent as a mere table. */
function profileIn(
  content: Buffer,
  { year, unit, direction }: z.infer<typeof sending>,
): ProfileFacts | { errors: LineError[] } | undefined {
  // prettier-ignore
  const reading = profileReading.safeParse({ year, unit, ...(direction ? { direction } : {}) });
  if (!reading.success) return undefined;
  const profile = readProfile(content.toString('utf8'), reading.data);
  return 'errors' in profile ? profile : profile.facts;
}

function withErrors(errors: readonly LineError[]): Reply {
  const [first] = errors;
  const problem = problemOf({ code: 'PROFILE_HAS_ERRORS', values: { line: first?.line ?? 0, first: first?.sentences.en ?? '' } }); // prettier-ignore
  const nl = problemOf({ code: 'PROFILE_HAS_ERRORS', values: { line: first?.line ?? 0, first: first?.sentences.nl ?? '' } }); // prettier-ignore
  const sentences = { nl: nl.sentences.nl, en: problem.sentences.en };
  return { problem: { ...problem, detail: sentences.nl, sentences, errors } as typeof problem };
}
