import picocolors from 'picocolors';

/** Colours, where the terminal shows them. */
export type Ink = ReturnType<typeof picocolors.createColors>;

export const inkFor = (colours: boolean): Ink => picocolors.createColors(colours);
