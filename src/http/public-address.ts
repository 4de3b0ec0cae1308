import { BlockList, isIPv4, isIPv6 } from 'node:net';

/**
 * Whether an address may be reached on behalf of a person: only unicast addresses of the public internet. Refused are loopback, private, shared,
 * link-local (cloud metadata with it), multicast, reserved and documentation ranges, and every IPv6 form that carries an IPv4 address
 * (iana:ipv4-special-registry, iana:ipv6-special-registry, November 2026).
 */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !notPublic.check(address, 'ipv4');
  return isIPv6(address) && !address.includes('%') && unicast.check(address, 'ipv6') && !notPublic.check(address, 'ipv6');
}

const unicast = new BlockList();
unicast.addSubnet('2000::', 3, 'ipv6');

const notPublic = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  notPublic.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
] as const) {
  notPublic.addSubnet(network, prefix, 'ipv6');
}
