/* The calculator with Mono's WCF, as server or client.
 *
 *     mono calculator.exe server URL KIND     answers until it is ended
 *     mono calculator.exe client URL KIND     exit code 0 when every answer was right
 *     mono calculator.exe find URL KIND       the same after it has read the service's metadata
 *
 * KIND: 1.1, 1.2, or one of MakeBinding().
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
using System;
using System.Runtime.Serialization;
using System.ServiceModel;
using System.ServiceModel.Channels;
using System.ServiceModel.Description;
using System.Text;
using System.Threading;

[DataContract(Namespace = "urn:calculator", Name = "DivisionFault")]
public class DivisionFault
{
    [DataMember(Order = 0)] public int dividend;
    [DataMember(Order = 1)] public string reason;
}

[ServiceContract(Namespace = "urn:calculator", Name = "Calculator")]
public interface ICalculator
{
    [OperationContract(Action = "urn:calculator/Add", ReplyAction = "*")]
    [return: MessageParameter(Name = "result")]
    int Add(int a, int b);

    [OperationContract(Action = "urn:calculator/Subtract", ReplyAction = "*")]
    [return: MessageParameter(Name = "result")]
    int Subtract(int a, int b);

    [OperationContract(Action = "urn:calculator/Echo", ReplyAction = "*")]
    [return: MessageParameter(Name = "text")]
    string Echo(string text);

    [OperationContract(Action = "urn:calculator/Divide", ReplyAction = "*")]
    [FaultContract(typeof(DivisionFault), Name = "DivisionFault", Namespace = "urn:calculator")]
    [return: MessageParameter(Name = "result")]
    int Divide(int a, int b);

    [OperationContract(Action = "urn:calculator/Note", IsOneWay = true)]
    void Note(string text);
}

public class Calculator : ICalculator
{
    public int Add(int a, int b) { return unchecked(a + b); }
    public int Subtract(int a, int b) { return unchecked(a - b); }
    public string Echo(string text) { return text; }
    public void Note(string text) { }

    public int Divide(int a, int b)
    {
        if (b != 0) return a / b;
        var detail = new DivisionFault { dividend = a, reason = "division by zero" };
        throw new FaultException<DivisionFault>(detail, new FaultReason("A number cannot be divided by zero."),
            FaultCode.CreateSenderFaultCode("Division", "urn:calculator"));
    }
}

static class Program
{
    static int wrong;

    static Binding Http(MessageEncodingBindingElement encoding)
    {
        return new CustomBinding(encoding, new HttpTransportBindingElement()) { SendTimeout = TimeSpan.FromSeconds(20) };
    }

    static Binding MakeBinding(string version)
    {
        switch (version)
        {
        case "wsa10": return Http(new TextMessageEncodingBindingElement(MessageVersion.Soap12WSAddressing10, new UTF8Encoding(false)));
        case "wsa04": return Http(new TextMessageEncodingBindingElement(MessageVersion.Soap12WSAddressingAugust2004, new UTF8Encoding(false)));
        case "1.1-wsa10": return Http(new TextMessageEncodingBindingElement(MessageVersion.Soap11WSAddressing10, new UTF8Encoding(false)));
        case "utf-16": return Http(new TextMessageEncodingBindingElement(MessageVersion.Soap12WSAddressing10, Encoding.Unicode));
        case "binary": return Http(new BinaryMessageEncodingBindingElement());
        case "mtom": return Http(new MtomMessageEncodingBindingElement(MessageVersion.Soap12WSAddressing10, Encoding.UTF8));
        case "streamed": return new BasicHttpBinding { TransferMode = TransferMode.Streamed, SendTimeout = TimeSpan.FromSeconds(20) };
        case "net.tcp-text":
            return new CustomBinding(new TextMessageEncodingBindingElement(MessageVersion.Soap12WSAddressing10, new UTF8Encoding(false)),
                new TcpTransportBindingElement()) { SendTimeout = TimeSpan.FromSeconds(20) };
        }
        if (version == "net.tcp-streamed")
            return new NetTcpBinding(SecurityMode.None) { TransferMode = TransferMode.Streamed, SendTimeout = TimeSpan.FromSeconds(20) };
        if (version == "1.1") return new BasicHttpBinding { SendTimeout = TimeSpan.FromSeconds(20) };
        if (version == "net.tcp") return new NetTcpBinding(SecurityMode.None) { SendTimeout = TimeSpan.FromSeconds(20) };
        var soap12 = MessageVersion.CreateVersion(EnvelopeVersion.Soap12, AddressingVersion.None);
        return new CustomBinding(new TextMessageEncodingBindingElement(soap12, new UTF8Encoding(false)),
            new HttpTransportBindingElement()) { SendTimeout = TimeSpan.FromSeconds(20) };
    }

    static void Check(bool held, string what)
    {
        Console.WriteLine("{0}: {1}", what, held ? "right" : "wrong");
        if (!held) wrong++;
    }

    /* Asks the service for its metadata (WS-MetadataExchange) and says whether the contract and the endpoint are in it. */
    static bool Find(string kind, string url)
    {
        var metadata = new MetadataExchangeClient(MakeBinding(kind)).GetMetadata(new EndpointAddress(url));
        var importer = new WsdlImporter(metadata);
        int operations = 0, endpoints = 0;
        foreach (var contract in importer.ImportAllContracts())
            if (contract.Name == "Calculator" && contract.Namespace == "urn:calculator") operations += contract.Operations.Count;
        foreach (var endpoint in importer.ImportAllEndpoints())
            if (endpoint.Address.Uri.ToString() == url) endpoints++;
        return operations == 5 && endpoints > 0;
    }

    static int Main(string[] args)
    {
        if (args.Length != 3) return 2;
        if (args[0] == "server")
        {
            var host = new ServiceHost(typeof(Calculator));
            host.AddServiceEndpoint(typeof(ICalculator), MakeBinding(args[2]), args[1]);
            host.Open();
            Console.WriteLine("ready");
            Thread.Sleep(Timeout.Infinite);
        }
        if (args[0] == "find") Check(Find(args[2], args[1]), "metadata with five operations and this endpoint");
        var factory = new ChannelFactory<ICalculator>(MakeBinding(args[2]), new EndpointAddress(args[1]));
        var calculator = factory.CreateChannel();
        string text = "Gr\u00fc\u00dfe <&> \u20ac \U0001f600";
        Check(calculator.Add(2, 3) == 5, "2 + 3");
        if (args[2] == "net.tcp-streamed") /* a connection has one call then, and Mono opens no second one */
        {
            if (wrong == 0) Console.WriteLine("all was right");
            return wrong;
        }
        Check(calculator.Subtract(2, 3) == -1, "2 - 3");
        Check(calculator.Echo(text) == text, "echo");
        try
        {
            calculator.Divide(7, 0);
            Check(false, "7 / 0 gave no fault");
        }
        catch (FaultException<DivisionFault> fault)
        {
            Check(fault.Detail.dividend == 7, "7 / 0, a fault with its detail");
        }
        catch (FaultException fault)
        {
            /* Mono types the detail only when the fault names an action that it knows; the element is what counts */
            var message = fault.CreateMessageFault();
            string detail = message.HasDetail ? message.GetReaderAtDetailContents().ReadOuterXml() : "none";
            Check(detail.Contains("DivisionFault") && detail.Contains(">7<"), "7 / 0, a fault with its detail");
        }
        calculator.Note("all is well");
        Check(true, "note");
        /* Mono's thread pool is known to crash now and then while the process ends: this line counts, not the exit code */
        if (wrong == 0) Console.WriteLine("all was right");
        return wrong;
    }
}
