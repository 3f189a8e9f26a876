/** Whether a file is hidden, or lies in a hidden folder: by its path with slashes, relative to where one looks. */
export function isHidden(path: string): boolean {
  return path.split("/").some((part) => part.startsWith("."));
}
