export function CommunityScreen() {
  return <main />;
}
