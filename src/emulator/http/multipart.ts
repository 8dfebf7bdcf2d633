import { ApiError } from '../org/apiError.js';

/** One part of a multipart/form-data body; the content type is lower case and without parameters. */
export type FormPart = {
  readonly name: string;
  readonly contentType: string;
  readonly body: Uint8Array;
};

/**
 * The parts of a multipart/form-data body. Throws ApiError for one that does not end as its header announces.
 * Source: https://www.rfc-editor.org/rfc/rfc7578
 */
export function readMultipart(contentType: string | undefined, body: Buffer): FormPart[] {
  const delimiter = Buffer.from(`\r\n--${boundaryOf(contentType)}`);
  // The first delimiter has no line before it.
  const whole = Buffer.concat([Buffer.from('\r\n'), body]);
  const parts: FormPart[] = [];
  for (let at = whole.indexOf(delimiter); at >= 0;) {
    const start = at + delimiter.length;
    if (whole.subarray(start, start + 2).toString('latin1') === '--') return parts;
    const next = whole.indexOf(delimiter, start);
    if (next < 0) break;
    parts.push(readPart(whole.subarray(start, next)));
    at = next;
  }
  throw malformed('its last boundary is missing');
}

/** A body with these parts, for the same header. Throws ApiError for a header without boundary. */
export function writeMultipart(contentType: string | undefined, parts: readonly FormPart[]): Buffer {
  const mark = boundaryOf(contentType);
  const pieces = parts.flatMap((part) => [
    Buffer.from(
      `--${mark}\r\ncontent-disposition: form-data; name="${part.name}"\r\ncontent-type: ${part.contentType}\r\n\r\n`,
    ),
    part.body,
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...pieces, Buffer.from(`--${mark}--\r\n`)]);
}

function boundaryOf(contentType: string | undefined): string {
  const boundary = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType ?? '');
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined) throw malformed('its Content-Type names no boundary');
  return mark;
}

function readPart(part: Buffer): FormPart {
  const end = part.indexOf('\r\n\r\n');
  if (end < 0) throw malformed('a part has no empty line after its headers');
  const headers = part.subarray(0, end).toString('utf8');
  const name = /^content-disposition:.*?;\s*name=(?:"([^"]*)"|([^\s;]+))/im.exec(headers);
  const contentType = /^content-type:\s*([^\s;]+)/im.exec(headers)?.[1] ?? 'text/plain';
  return { name: name?.[1] ?? name?.[2] ?? '', contentType: contentType.toLowerCase(), body: part.subarray(end + 4) };
}

function malformed(why: string): ApiError {
  return new ApiError(400, 'BAD_REQUEST', `The multipart body cannot be read: ${why}.`);
}
