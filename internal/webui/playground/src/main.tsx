import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import '@graphiql/plugin-explorer/style.css';
import 'graphiql/graphiql.css';
import './theme.css';
import './workers';
import { explorerPlugin } from '@graphiql/plugin-explorer';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { createRoot } from 'react-dom/client';
import { brought } from './address';
import { CopyLink } from './CopyLink';
import { questionsPlugin } from './QuestionsPanel';
import { exampleQuestions, fieldQuestions } from './questions';

const fetcher = createGraphiQLFetcher({ url: '/graphql' });
const questions = [...exampleQuestions, ...fieldQuestions];
const given = brought(location.hash, location.search);
const tabs = given ? [given, ...questions] : questions;
// On a first visit GraphiQL forgets the variables of its first tab (graphiql#3392), and knows no tab to put a brought question
// beside; later it has tabs of its own, and adds one.
const firstVisit = localStorage.getItem('graphiql:tabState') === null;
const plugins = [questionsPlugin, HISTORY_PLUGIN, explorerPlugin({ showAttribution: false })];

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <GraphiQL
      fetcher={fetcher}
      plugins={plugins}
      defaultTabs={tabs.map(({ query, variables }) => ({ query, variables }))}
      initialQuery={given?.query}
      initialVariables={given?.variables ?? (firstVisit ? tabs[0]?.variables : undefined)}
      visiblePlugin={firstVisit && !given ? questionsPlugin : undefined}
      shouldPersistHeaders={false}
      showPersistHeadersSettings={false}
      defaultEditorToolsVisibility="variables"
    >
      <GraphiQL.Logo>
        <nav aria-label="Pages" className="pages">
          <a href="/">Entente</a> <a href="/map/">Map</a>
        </nav>
      </GraphiQL.Logo>
      <GraphiQL.Toolbar>
        {({ prettify, copy, merge }) => (
          <>
            {prettify}
            {merge}
            {copy}
            <CopyLink />
          </>
        )}
      </GraphiQL.Toolbar>
    </GraphiQL>,
  );
}
