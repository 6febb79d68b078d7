// Asks the server. An answer that is not good becomes an error with the server's own words.

/** Gets JSON; parameters without a value are left out. */
export async function ask(path, parameters = {}, options = {}) {
  let response;
  try {
    response = await fetch(address(path, parameters), options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Error("The page's server does not answer. Start it again: ./tillstream local, or ./tillstream page.");
  }
  const body = await response.json();
  if (!response.ok) throw new Error(body.error);
  return body;
}

/** The address with its parameters. */
export function address(path, parameters = {}) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value));
  return query.size ? `${path}?${query}` : path;
}
