<?php
/* The calculator with PHP: php -S 127.0.0.1:PORT calculator_server.php; environment: CALCULATOR_WSDL, CALCULATOR_SOAP (1.1, 1.2).
 * SPDX-License-Identifier: LGPL-2.1-or-later */
class Calculator
{
    public function Add($p) { return ['result' => $p->a + $p->b]; }
    public function Subtract($p) { return ['result' => $p->a - $p->b]; }
    public function Echo($p) { return ['text' => $p->text]; }
    public function Note($p) { }

    public function Divide($p)
    {
        if ($p->b != 0) return ['result' => intdiv($p->a, $p->b)];
        $code = getenv('CALCULATOR_SOAP') == '1.2' ? 'Sender' : 'Client';
        $detail = ['dividend' => $p->a, 'reason' => 'division by zero'];
        throw new SoapFault($code, 'A number cannot be divided by zero.', null, $detail, 'DivisionFault');
    }
}

ini_set('soap.wsdl_cache_enabled', '0');
$version = getenv('CALCULATOR_SOAP') == '1.2' ? SOAP_1_2 : SOAP_1_1;
$server = new SoapServer(getenv('CALCULATOR_WSDL'), ['soap_version' => $version]);
$server->setClass('Calculator');
$server->handle();
