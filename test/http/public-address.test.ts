import { describe, expect, test } from '@jest/globals';
import { isPublicAddress } from '../../src/http/public-address.js';

describe('an address of the public internet', () => {
  test.each([
    '8.8.8.8',
    '1.1.1.1',
    '93.184.216.34',
    '172.15.255.255',
    '172.32.0.1',
    '100.63.255.255',
    '100.128.0.1',
    '169.253.1.1',
    '223.255.255.255',
  ])('%s may be reached', (address) => expect(isPublicAddress(address)).toBe(true));

  test.each(['2606:4700:4700::1111', '2a00:1450:4001:829::200e', '2001:4860:4860::8888'])('%s may be reached', (address) =>
    expect(isPublicAddress(address)).toBe(true),
  );
});

describe('any other address is refused', () => {
  test.each<[string, string]>([
    ['loopback', '127.0.0.1'],
    ['all of loopback', '127.255.255.254'],
    ['this host', '0.0.0.0'],
    ['private', '10.1.2.3'],
    ['private', '172.16.0.1'],
    ['private', '172.31.255.255'],
    ['private', '192.168.1.1'],
    ['shared by carriers', '100.64.0.1'],
    ['link-local, with the metadata of clouds', '169.254.169.254'],
    ['protocol assignments', '192.0.0.8'],
    ['the anycast relay of 6to4', '192.88.99.1'],
    ['benchmarks', '198.18.0.1'],
    ['documentation', '192.0.2.1'],
    ['documentation', '198.51.100.1'],
    ['documentation', '203.0.113.1'],
    ['multicast', '224.0.0.1'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['loopback of IPv6', '::1'],
    ['unspecified', '::'],
    ['IPv4 inside IPv6, private', '::ffff:10.0.0.1'],
    ['IPv4 inside IPv6, private, in hex', '::ffff:a00:1'],
    ['IPv4 inside IPv6, even public', '::ffff:8.8.8.8'],
    ['IPv4-compatible', '::127.0.0.1'],
    ['NAT64', '64:ff9b::7f00:1'],
    ['NAT64 of a site', '64:ff9b:1::7f00:1'],
    ['6to4', '2002:7f00:1::'],
    ['Teredo', '2001:0:7f00:1::'],
    ['unique local', 'fd00:ec2::254'],
    ['link-local', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['public with a zone', '2606:4700:4700::1111%eth0'],
    ['site-local', 'fec0::1'],
    ['multicast of IPv6', 'ff02::1'],
    ['documentation of IPv6', '2001:db8::1'],
    ['documentation of IPv6', '3fff::1'],
    ['no address', 'example.com'],
    ['an address in another writing', '0x7f.1'],
    ['nothing', ''],
  ])('%s: %s', (_what, address) => expect(isPublicAddress(address)).toBe(false));
});
