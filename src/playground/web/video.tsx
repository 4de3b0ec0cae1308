/** A video to play, its first picture shown before. Its sound is what the file has; there are no subtitles. */
export function Video({ url, name }: { url: string; name: string }) {
  // biome-ignore lint/a11y/useMediaCaption: what a person attached has no captions
  return <video src={url} aria-label={name} controls preload="metadata" playsInline />;
}
