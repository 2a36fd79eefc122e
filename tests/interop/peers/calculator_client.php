<?php
/* The calculator's client with PHP: php calculator_client.php WSDL URL 1.1|1.2. Exit code 0 when every answer was right.
 * SPDX-License-Identifier: LGPL-2.1-or-later */
[, $wsdl, $url, $version] = $argv;
ini_set('soap.wsdl_cache_enabled', '0');
ini_set('default_socket_timeout', '20');
$wrong = 0;
function check($held, $what)
{
    global $wrong;
    echo $what, ': ', $held ? 'right' : 'wrong', "\n";
    if (!$held) $wrong++;
}
$client = new SoapClient($wsdl, ['location' => $url, 'soap_version' => $version == '1.2' ? SOAP_1_2 : SOAP_1_1,
    'trace' => true, 'keep_alive' => true]);
$text = "Gr\u{fc}\u{df}e <&> \u{20ac} \u{1f600}";
try
{
    check($client->Add(['a' => 2, 'b' => 3])->result === 5, '2 + 3');
    check($client->Subtract(['a' => 2, 'b' => 3])->result === -1, '2 - 3');
    check($client->Echo(['text' => $text])->text === $text, 'echo');
    $client->Note(['text' => 'all is well']);
    check(true, 'note');
}
catch (Exception $e)
{
    check(false, get_class($e) . ' ' . $e->getMessage());
    echo $client->__getLastResponse(), "\n";
}
try
{
    $client->Divide(['a' => 7, 'b' => 0]);
    check(false, '7 / 0 gave no fault');
}
catch (SoapFault $e)
{
    check(str_contains($e->getMessage(), 'divided by zero'), '7 / 0, a fault with its reason');
    check(($e->detail->DivisionFault->dividend ?? null) == 7, 'and its detail');
}
exit($wrong != 0);
