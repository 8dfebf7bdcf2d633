import { createHash } from 'node:crypto';

/** The namespace of this plugin's identifiers; drawn once, at random. */
const NAMESPACE = Buffer.from('5b0c6e3f8a1d4f7c9e25d1b07f64a3c8', 'hex');

/** A UUID made from the content, the same whenever the content is: version 5, https://www.rfc-editor.org/rfc/rfc9562#section-5.5 */
export function contentUuid(...content: readonly string[]): string {
  const bytes = createHash('sha1').update(NAMESPACE).update(JSON.stringify(content)).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5');
}
