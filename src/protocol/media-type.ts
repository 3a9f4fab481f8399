/** The media type of every body and every error (#media-types). */
export const MEDIA_TYPE = 'application/vnd.openactive.booking+json; version=1';

/** Whether a `Content-Type` header names the Open Booking API's media type, whatever its case and spacing. */
export function isBookingMediaType(header: string): boolean {
  const [type, ...parameters] = header.toLowerCase().split(';');
  return (
    type?.trim() === 'application/vnd.openactive.booking+json' &&
    parameters.some((parameter) => parameter.replace(/[\s"]/g, '') === 'version=1')
  );
}
