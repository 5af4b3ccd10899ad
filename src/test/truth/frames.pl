#!/usr/bin/perl
# Sends frames that no kernel would send by itself. Usage: frames.pl INTERFACE MAC-OF-THE-OTHER
use strict;
use warnings;
my ($interface, $mac) = @ARGV;
open(my $file, '<', '/proc/net/dev_mcast') or die;
my ($index) = map { (split)[0] } grep { (split)[1] eq $interface } <$file>;
$mac = pack('H12', $mac =~ s/://gr);
my $from = pack('H12', '020000000002');
socket(my $socket, 17, 3, 0) or die "socket: $!";

sub sum {
    my $data = shift;
    my $sum = 0;
    $sum += $_ for unpack('n*', length($data) % 2 ? "$data\0" : $data);
    $sum = ($sum & 0xffff) + ($sum >> 16) while $sum >> 16;
    return ~$sum & 0xffff;
}

sub frame {
    my ($type, $data) = @_;
    my $to = pack('S n l S C C a8', 17, $type, $index, 0, 0, 6, $mac);
    send($socket, $mac . $from . pack('n', $type) . $data, 0, $to) or die "send: $!";
}

my $a4 = pack('C4', 10, 99, 0, 1);
my $b4 = pack('C4', 10, 99, 0, 2);
my $a6 = pack('H32', 'fd99' . '0' x 27 . '1');
my $b6 = pack('H32', 'fd99' . '0' x 27 . '2');
my $c4 = pack('C4', 10, 98, 0, 2);
my $c6 = pack('H32', 'fd98' . '0' x 27 . '2');

sub v4 {
    my ($protocol, $data, %o) = @_;
    my $options = $o{options} // '';
    my $length = 20 + length($options) + length($data) + ($o{more} // 0);
    my $head = pack('C C n n n C C n', 0x45 + length($options) / 4, $o{tos} // 0, $length, 7,
        $o{fragment} // 0, $o{ttl} // 64, $protocol, 0) . $b4 . ($o{to} // $a4) . $options;
    substr($head, 10, 2) = pack('n', sum($head) ^ ($o{wrong} // 0));
    frame(0x0800, $head . $data);
}

sub v6 {
    my ($protocol, $data, %o) = @_;
    frame(0x86dd, pack('N n C C', 0x60000000 | ($o{tos} // 0) << 20, length($data) + ($o{more} // 0),
        $protocol, $o{ttl} // 64) . $b6 . ($o{to} // $a6) . $data);
}

sub icmp4 {
    my ($type, $code, $data, $wrong) = @_;
    my $message = pack('C C n', $type, $code, 0) . $data;
    substr($message, 2, 2) = pack('n', sum($message) ^ ($wrong // 0));
    v4(1, $message);
}

sub icmp6 {
    my ($type, $code, $data, $wrong, %o) = @_;
    my $message = pack('C C n', $type, $code, 0) . $data;
    my $pseudo = $b6 . $a6 . pack('N N', length $message, 58);
    substr($message, 2, 2) = pack('n', sum($pseudo . $message) ^ ($wrong // 0));
    v6(58, $message, %o);
}

my $udp = pack('n n n n', 9, 9, 18, 0x1234) . 'x' x 10;
my $tcp = pack('n n N N n n n n', 9, 9, 1, 0, 0x5002, 100, 0x1234, 0);
my $quoted4 = pack('C C n n n C C n', 0x45, 0, 28, 7, 0, 64, 17, 0) . $a4 . $b4 . substr($udp, 0, 8);
my $quoted6 = pack('N n C C', 0x60000000, 18, 17, 64) . $a6 . $b6 . $udp;
for my $n (1 .. 11) {
    v4(253, 'x' x 20);
    v6(253, 'x' x 20);
    v4(17, $udp, wrong => 1);
    v4(17, $udp, more => 50);
    v6(17, $udp, more => 50);
    v4(17, $udp);
    v6(17, $udp);
    v4(6, $tcp);
    v6(6, $tcp);
    icmp4(8, 0, 'x' x 20, 1);
    icmp6(128, 0, 'x' x 20, 1);
    icmp4($_, 1, pack('N', 0) . $quoted4) for 3, 11, 12, 5;
    icmp6($_, 0, pack('N', 1280) . $quoted6) for 1 .. 4;
    icmp6($_, 0, "\0" x 40, 0, ttl => 255) for 133 .. 137, 131, 143;
    for my $tos (1 .. 3) {
        v4(253, 'x' x 20, tos => $tos);
        v6(253, 'x' x 20, tos => $tos);
    }
    v4(17, $udp, to => pack('C4', 203, 0, 113, 1));
    v6(17, $udp, to => pack('H32', '20010db8' . '0' x 24));
    v6(17, $udp, to => "\0" x 16);
    v4(17, $udp, to => $c4);
    v6(17, $udp, to => $c6);
    v4(17, $udp, to => $c4, ttl => 1);
    v6(17, $udp, to => $c6, ttl => 1);
    v4(17, 'x' x 1400, to => $c4, fragment => 0x4000);
    v4(17, 'x' x 1400, to => $c4);
    v6(17, 'x' x 1400, to => $c6);
    v4(17, $udp, options => pack('C4', 7, 2, 0, 0));
    v4(17, 'x' x 16, to => $a4, fragment => 0x2000);
    v6(44, pack('C C n N', 17, 0, 1, 7) . 'x' x 16);
}
