import { randomBytes } from 'node:crypto';
import mongoose, { type Connection } from 'mongoose';

/** A database of its own on the mongod of this test run. */
export interface TestDatabase {
  /** Connection string that names the database: what MONGODB_URI would hold in production. */
  uri: string;
  name: string;
  connection: Connection;
  /** Drops the database and closes the connection. Call it in `afterAll`. */
  drop(): Promise<void>;
}

/** Opens a fresh, empty database (on another `server` by its connection string). `label` makes its name readable when something is left behind. */
export async function openTestDatabase(label = 'test', server?: string): Promise<TestDatabase> {
  const name = `${label.replace(/[^a-z0-9]+/gi, '_').slice(0, 30)}_${randomBytes(6).toString('hex')}`;
  const uri = withDatabase(name, server);
  const connection = await mongoose.createConnection(uri).asPromise();
  return {
    uri,
    name,
    connection,
    drop: async () => {
      await connection.dropDatabase();
      await connection.close();
    },
  };
}

function withDatabase(name: string, base = process.env.MONGODB_URI): string {
  if (!base) throw new Error('MONGODB_URI is not set: run the tests with `npm run test:all`.');
  const [, server, query = ''] = /^(mongodb(?:\+srv)?:\/\/[^/?]+)[^?]*(\?.*)?$/.exec(base) ?? [];
  if (!server) throw new Error('MONGODB_URI is not a MongoDB connection string.');
  return `${server}/${name}${query}`;
}
