/** The one file that the editor, svelte-check and Vite all read. */
export default { compilerOptions: { runes: true } };
