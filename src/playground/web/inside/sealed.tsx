import { useDesk } from '../desk.js';

/** The tokens as they stand in the database: encrypted, each bound to its own record. */
export function Sealed() {
  const { sealed } = useDesk().slices.inside;
  if (sealed.length === 0)
    return <p className="empty">No token is stored yet. Connect Meta with /connect, and what is stored of it shows here.</p>;
  return (
    <>
      <p className="lead">This is all that the database holds of the tokens: encrypted, and each one opens only in its own record.</p>
      <div className="table">
        <table>
          <thead>
            <tr>
              <th scope="col">Collection</th>
              <th scope="col">Record</th>
              <th scope="col">Field</th>
              <th scope="col">As it is stored</th>
            </tr>
          </thead>
          <tbody>
            {sealed.map(({ collection, record, field, value }) => (
              <tr key={`${collection}/${record}/${field}`}>
                <td>{collection}</td>
                <td>{record}</td>
                <td>{field}</td>
                <td>
                  <code>{value}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
