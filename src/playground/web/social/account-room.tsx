import type { ReactNode } from 'react';
import type { SocialAccount } from '../../page/contract.js';
import { Avatar } from '../avatar.js';
import { useDesk } from '../desk.js';
import { AccountList } from './posts.js';

/** What is really published on a platform, one account at a time; `none` is said where there is no account. */
export function AccountRoom({ platform, none, header, posts }: AccountRoomProps) {
  const { slices, route } = useDesk();
  const accounts = slices.social.accounts.filter((each) => each.platform === platform);
  const account = accounts.find(({ username }) => username === route.rest[0]) ?? busiest(accounts);
  if (account === undefined) return <main className="social">{none}</main>;
  return (
    <div className={`social ${platform}`}>
      <AccountList room={platform} accounts={accounts} shown={account} />
      <main>
        {header(account)}
        {account.posts.length === 0 ? <p className="empty">Nothing is posted here yet.</p> : posts(account)}
      </main>
    </div>
  );
}

/** The head of an account's page: its name in its colour, and a line about it. */
export function Cover({ name, about }: { name: string; about: string | undefined }) {
  return (
    <header className="cover">
      <div className="cover-picture" style={{ '--hue': hueOf(name) } as React.CSSProperties} />
      <div className="cover-words">
        <Avatar name={name} size={88} />
        <div>
          <h2>{name}</h2>
          <p>{about}</p>
        </div>
      </div>
    </header>
  );
}

interface AccountRoomProps {
  platform: SocialAccount['platform'];
  none: string;
  header(account: SocialAccount): ReactNode;
  posts(account: SocialAccount): ReactNode;
}

/** The account with the newest post, else the first. */
function busiest(accounts: readonly SocialAccount[]): SocialAccount | undefined {
  return [...accounts].sort((a, b) => (b.posts[0]?.at ?? 0) - (a.posts[0]?.at ?? 0))[0];
}

/** A hue that belongs to a name. */
function hueOf(name: string): number {
  return [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 0);
}
