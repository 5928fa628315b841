import { ToolbarButton, useGraphiQL } from '@graphiql/react';
import { useState } from 'react';
import { addressOf } from './address';

/** A button of the toolbar that copies an address with the question of the active tab. Headers are left out: they may be secret. */
export function CopyLink() {
  const { queryEditor, variableEditor } = useGraphiQL(({ queryEditor, variableEditor }) => ({ queryEditor, variableEditor }));
  const [said, setSaid] = useState('');
  const copy = async () => {
    const address = new URL(addressOf(queryEditor?.getValue() ?? '', variableEditor?.getValue()), location.href).href;
    try {
      await navigator.clipboard.writeText(address);
      setSaid('The link is copied');
    } catch {
      // Without a secure context there is no clipboard; the address bar serves.
      history.replaceState(null, '', address);
      setSaid('The link is in the address bar');
    }
    setTimeout(() => setSaid(''), 3000);
  };
  return (
    <ToolbarButton label={said || 'Copy a link to this question'} onClick={copy}>
      <svg
        className="graphiql-toolbar-icon"
        viewBox="0 0 16 16"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
        aria-hidden="true"
      >
        <path d="M6.5 9.5 9.5 6.5M7 4.5l1.6-1.6a3 3 0 0 1 4.3 4.3L11.3 9M9 11.5l-1.6 1.6a3 3 0 0 1-4.3-4.3L4.7 7" />
      </svg>
    </ToolbarButton>
  );
}
