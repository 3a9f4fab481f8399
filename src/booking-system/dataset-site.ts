import type { JsonObject } from '../protocol/json.ts';
import { iri } from '../protocol/vocabulary.ts';
import { BOOKING_SERVICE } from './bodies/people-bodies.ts';
import { LICENSE } from './open-feeds.ts';
import { OPEN_FEEDS } from './opportunity-types.ts';
import type { Urls } from './urls.ts';

/** The dataset's description: where the API and the open feeds are (Dataset API Discovery). */
export function datasetBody(urls: Urls): JsonObject {
  return {
    '@context': ['https://schema.org/', 'https://openactive.io/'],
    '@type': 'Dataset',
    '@id': urls.datasetSite,
    url: urls.datasetSite,
    name: 'Acme Sessions and Facilities',
    description: 'Near real-time availability and prices of the sessions and facilities of Acme.',
    keywords: ['Sessions', 'Facilities', 'Activities', 'Sports', 'Physical Activity', 'OpenActive'],
    license: LICENSE,
    inLanguage: ['en-GB'],
    schemaVersion: 'https://openactive.io/modelling-opportunity-data/2.0',
    documentation: 'https://permalink.openactive.io/dataset-site/open-data-documentation',
    discussionUrl: 'https://example.com/discussion',
    publisher: {
      '@type': 'Organization',
      name: 'Acme',
      legalName: 'Acme Ltd',
      url: 'https://example.com/',
      logo: { '@type': 'ImageObject', url: 'https://example.com/logo.png' },
    },
    bookingService: BOOKING_SERVICE,
    accessService: {
      '@type': 'WebAPI',
      name: 'Open Booking API',
      description: 'Books the opportunities of this dataset.',
      documentation: 'https://permalink.openactive.io/dataset-site/open-booking-api-documentation',
      conformsTo: ['https://openactive.io/open-booking-api/EditorsDraft/'],
      endpointDescription: 'https://www.openactive.io/open-booking-api/EditorsDraft/swagger.json',
      endpointUrl: urls.base,
      landingPage: 'https://example.com/api',
    },
    distribution: OPEN_FEEDS.map(({ name, kind, type }) => ({
      '@type': 'DataDownload',
      name: kind,
      additionalType: iri(type),
      encodingFormat: 'application/vnd.openactive.rpde+json; version=1',
      contentUrl: urls.feed(name),
    })),
  };
}

/** The dataset site's page. */
export function datasetPage(urls: Urls): string {
  const data = JSON.stringify(datasetBody(urls), undefined, 2).replaceAll('<', '\\u003c');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Acme Sessions and Facilities</title>
<script type="application/ld+json">
${data}
</script>
</head>
<body>
<h1>Acme Sessions and Facilities</h1>
<p>Open data of sessions and facilities, and the Open Booking API that books them.</p>
</body>
</html>
`;
}
