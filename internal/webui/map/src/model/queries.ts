import { graphql } from '../../../shared/graphql';

/** What every entity of a picture needs. */
export const entityParts = graphql(`
  fragment EntityParts on Entity @_unmask {
    __typename
    id
    kind
    name
    abbreviation
    statementCount
    location { latitude longitude }
    identifiers { scheme value }
    life { from to }
  }
`);

/** What the page needs before it can ask for a picture: relations, and where to begin: with the seed's article, where it is loaded. */
export const openingQuery = graphql(
  `
    query Opening {
      relations { name label inverseLabel category symmetric subjectExistence objectExistence ends }
      datasets { id coverageTo }
      article: document(id: "document:natos-south-caucasus-partnerships-evolve") { id title publisher generator }
      entities(first: 12) { totalCount nodes { id } }
    }
  `,
);

/** How many names documents have, to begin with the one that has most. */
export const documentsQuery = graphql(`
  query Documents {
    documents(first: 500) { nodes { id mentions(first: 1) { totalCount } } }
  }
`);

/** What a document is. */
export const titleQuery = graphql(`
  query Title($id: ID!) {
    document(id: $id) { id title publisher generator }
  }
`);

/** Whom a document names, and where in its text: a page of it. */
export const mentionsQuery = graphql(`
  query Mentions($id: ID!, $after: String) {
    document(id: $id) {
      mentions(first: 500, after: $after) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes { start end text entity { id name kind } }
      }
    }
  }
`);

/** The entities around some. */
export const aroundQuery = graphql(
  `
    query Around($around: [ID!]!, $hops: Int!, $limit: Int!, $where: StatementFilter) {
      subgraph(around: $around, hops: $hops, limit: $limit, where: $where) {
        truncated
        totalNodes
        nodes { ...EntityParts }
      }
    }
  `,
  [entityParts],
);

/** Entities by their ids. */
export const entitiesQuery = graphql(
  `
    query Entities($ids: [ID!]!) {
      nodes(ids: $ids) { __typename ...EntityParts }
    }
  `,
  [entityParts],
);

/** All that is said between some entities, a page of it. Counting costs as much as several pages: once is enough. */
export const claimsQuery = graphql(`
  query Claims($ids: [ID!]!, $after: String, $counted: Boolean!) {
    statements(where: { subject: $ids, object: $ids }, first: 500, after: $after) {
      totalCount @include(if: $counted)
      pageInfo { hasNextPage endCursor }
      nodes {
        id
        link { id }
        subject { id }
        object { id }
        relation { name }
        label
        polarity
        modality
        attributedTo { id name }
        qualifiers { label text unit }
        validity { edtf earliestBegin latestBegin earliestEnd latestEnd begin end }
        presumption { from to beganBy { id } endedBy { id } }
        dataset { id }
        document { id title publisher publishedOn retrievedOn }
        corroboration { level }
      }
    }
  }
`);

/** On which days claims are presumed to hold, by what was known on a day. */
export const wordsQuery = graphql(`
  query Words($ids: [ID!]!, $scope: Scope) {
    nodes(ids: $ids, scope: $scope) { __typename ... on Statement { id presumption { from to } } }
  }
`);

/** A line whole: each statement with its evidence and how others stand to it. */
export const lineQuery = graphql(`
  query Line($id: ID!, $scope: Scope, $after: String) {
    nodes(ids: [$id], scope: $scope) {
      __typename
      ... on Link {
        id
        held
        statementCount
        statements(first: 50, after: $after) {
          totalCount
          pageInfo { hasNextPage endCursor }
          nodes {
            id
            label
            polarity
            modality
            presumption {
              from
              to
              vouchedUntil
              beganBy { label validity { edtf earliestBegin latestBegin earliestEnd latestEnd begin end } document { title publisher } }
              endedBy { label validity { edtf earliestBegin latestBegin earliestEnd latestEnd begin end } document { title publisher } }
            }
            note
            about { id name }
            attributedTo { id name }
            qualifiers { name label text unit entity { id } }
            validity { edtf earliestBegin latestBegin earliestEnd latestEnd begin end }
            evidence { quote context start end footnote locator }
            document { id title url publisher author publishedOn retrievedOn generator reliability mentions(first: 1) { totalCount } }
            dataset { id title license version }
            corroboration {
              level
              supporting(first: 5) { totalCount nodes { id document { title publisher } } }
              contradicting(first: 5) { totalCount nodes { id document { title publisher } } }
            }
          }
        }
      }
    }
  }
`);

/** A link to a capital or a neighbor: what says so, to tell how surely it held on any day. */
const joinParts = graphql(`
  fragment JoinParts on Link @_unmask {
    id
    source { id }
    statements(first: 20) {
      nodes {
        id
        label
        polarity
        modality
        validity { edtf earliestBegin latestBegin earliestEnd latestEnd begin end }
        presumption { from to }
        dataset { coverageTo }
      }
    }
  }
`);

/** What the panel tells of an entity beyond the picture. */
export const entityQuery = graphql(
  `
  query Entity($ref: String!, $scope: Scope, $documents: String, $events: String) {
    entity(ref: $ref, scope: $scope) {
      id
      kind
      name
      abbreviation
      description
      names { text kind language }
      identifiers { scheme value url }
      life { from to }
      statementCount
      ... on Country {
        capitals(first: 20) { totalCount edges { node { id name life { from to } } relation { name subjectExistence objectExistence } link { ...JoinParts } } }
        neighbors(first: 40) { totalCount edges { node { id name life { from to } } relation { name subjectExistence objectExistence } link { ...JoinParts } } }
      }
      ... on Territory {
        capitals(first: 20) { totalCount edges { node { id name life { from to } } relation { name subjectExistence objectExistence } link { ...JoinParts } } }
        neighbors(first: 40) { totalCount edges { node { id name life { from to } } relation { name subjectExistence objectExistence } link { ...JoinParts } } }
      }
      documents(first: 10, after: $documents) { totalCount pageInfo { hasNextPage endCursor } nodes { id title publisher } }
      timeline(first: 100, after: $events) { totalCount pageInfo { hasNextPage endCursor } nodes { date kind summary statement { link { id } } } }
    }
  }
`,
  [joinParts],
);

/** Which relations an entity has, to choose from when it has many neighbours: a page of them. */
export const neighbourhoodQuery = graphql(`
  query Neighbourhood($ref: String!, $after: String) {
    entity(ref: $ref) {
      id
      links(first: 500, after: $after) { pageInfo { hasNextPage endCursor } nodes { relation { name label inverseLabel } source { id } target { id } } }
    }
  }
`);

/** How many paths are asked for: the shortest. */
export const mostPaths = 5;

export const pathsQuery = graphql(
  `
    query Paths($from: ID!, $to: ID!, $most: Int!, $scope: Scope) {
      paths(from: $from, to: $to, first: $most, scope: $scope) {
        length
        heldFrom
        heldTo
        nodes { ...EntityParts }
        steps { forward from { id name } to { id name } link { id label certainty relation { label inverseLabel } } }
      }
    }
  `,
  [entityParts],
);

export const compareQuery = graphql(`
  query Compare($ids: [ID!]!, $scope: Scope, $after: String) {
    compare(entities: $ids, scope: $scope) {
      entities { id name kind }
      rows(first: 200, after: $after) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes {
          other { id name kind }
          relation { name label inverseLabel category }
          direction
          shared
          cells { link { id held label certainty statements(first: 3) { totalCount nodes { polarity modality validity { edtf earliestBegin latestBegin earliestEnd latestEnd begin end } } } } }
        }
      }
    }
  }
`);

/** A document and its text. */
export const documentQuery = graphql(`
  query Reading($id: ID!, $scope: Scope) {
    document(id: $id, scope: $scope) {
      id
      title
      url
      publisher
      author
      publishedOn
      retrievedOn
      generator
      reliability
      text
      footnotes { label position text }
      corroboration { corroborated uncorroborated contradicted disputed }
      mentions(first: 1) { totalCount }
      statements(first: 1) { totalCount }
    }
  }
`);

/** What a document says, and which words of its text say so: a page of it. */
export const sayingsQuery = graphql(`
  query Sayings($id: ID!, $scope: Scope, $after: String) {
    document(id: $id, scope: $scope) {
      statements(first: 500, after: $after) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes {
          id
          link { id }
          polarity
          modality
          subject { id name }
          object { id name }
          label
          attributedTo { name }
          evidence { quote context start end footnote locator }
          corroboration { level }
        }
      }
    }
  }
`);

/** What is found by words, the matching ones marked. */
export const searchQuery = graphql(`
  query Find($text: String!) {
    search(text: $text, first: 12) {
      totalCount
      nodes {
        highlight
        start
        entity { id kind name abbreviation }
        document { id title publisher }
      }
    }
  }
`);
