import type { GraphiQLPlugin } from '@graphiql/react';
import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { exampleQuestions, fieldQuestions, type Question } from './questions';

/** The panel that lists all questions with what they ask: tabs alone say only their names. */
export const questionsPlugin: GraphiQLPlugin = { title: 'Questions', icon: QuestionsIcon, content: QuestionsPanel };

function QuestionsIcon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <circle cx="12" cy="12" r="9" />
      <path d="M9.5 9.5a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.1.9-1.1 1.7M12 16.6v.2" />
    </svg>
  );
}

function QuestionsPanel() {
  return (
    <section className="questions">
      <h2>Questions</h2>
      <p>Each of them answers as it stands. Choose one, run it, change it.</p>
      <QuestionList title="About the graph" of={exampleQuestions} />
      <QuestionList title="One for each field of Query" of={fieldQuestions} />
    </section>
  );
}

function QuestionList({ title, of }: { title: string; of: readonly Question[] }) {
  const { tabs, queryEditor, variableEditor } = useGraphiQL(({ tabs, queryEditor, variableEditor }) => ({
    tabs,
    queryEditor,
    variableEditor,
  }));
  const { changeTab, addTab } = useGraphiQLActions();
  const open = (question: Question) => {
    const index = tabs.findIndex((tab) => tab.query?.trimEnd() === question.query);
    if (index >= 0) {
      changeTab(index);
      return;
    }
    addTab();
    queryEditor?.setValue(question.query);
    variableEditor?.setValue(question.variables ?? '');
  };
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {of.map((question) => (
          <li key={question.title}>
            <button type="button" onClick={() => open(question)}>
              <b>{question.title}</b> {question.about}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
