/** The hand-written Lightning web component for record pages, by its name in an org. */
export const BANNER_COMPONENT = 'syntheticBanner';
