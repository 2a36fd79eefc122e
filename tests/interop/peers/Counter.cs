/* Callbacks over net.tcp with Mono's WCF, the other side of examples/duplex.
 *
 *     mono counter.exe server URL      answers until it is ended
 *     mono counter.exe client URL      says "all was right" when every number came in order
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
using System;
using System.Collections.Generic;
using System.ServiceModel;
using System.Threading;

[ServiceContract(Namespace = "urn:counter", Name = "Counter", CallbackContract = typeof(ICounterCallback), SessionMode = SessionMode.Required)]
public interface ICounter
{
    [OperationContract(Action = "urn:counter/Count", ReplyAction = "urn:counter/CountResponse")]
    int Count(int to);
}

public interface ICounterCallback
{
    [OperationContract(Action = "urn:counter/Tick", IsOneWay = true)]
    void Tick(int number);
}

[ServiceBehavior(ConcurrencyMode = ConcurrencyMode.Multiple, InstanceContextMode = InstanceContextMode.Single)]
public class Counter : ICounter
{
    public int Count(int to)
    {
        var callback = OperationContext.Current.GetCallbackChannel<ICounterCallback>();
        for (int i = 1; i <= to; i++) callback.Tick(i);
        return to;
    }
}

[CallbackBehavior(ConcurrencyMode = ConcurrencyMode.Multiple, UseSynchronizationContext = false)]
public class Ticks : ICounterCallback
{
    public List<int> numbers = new List<int>();
    public void Tick(int number) { lock (numbers) numbers.Add(number); }
}

static class Program
{
    static NetTcpBinding MakeBinding()
    {
        return new NetTcpBinding(SecurityMode.None) { SendTimeout = TimeSpan.FromSeconds(20), ReceiveTimeout = TimeSpan.FromSeconds(20) };
    }

    static int Main(string[] args)
    {
        if (args.Length != 2) return 2;
        if (args[0] == "server")
        {
            var host = new ServiceHost(typeof(Counter));
            host.AddServiceEndpoint(typeof(ICounter), MakeBinding(), args[1]);
            host.Open();
            Console.WriteLine("ready");
            Thread.Sleep(Timeout.Infinite);
        }
        var ticks = new Ticks();
        var factory = new DuplexChannelFactory<ICounter>(new InstanceContext(ticks), MakeBinding(), new EndpointAddress(args[1]));
        var counter = factory.CreateChannel();
        bool right = counter.Count(5) == 5;
        for (int i = 0; i < 200; i++)
        {
            lock (ticks.numbers) if (ticks.numbers.Count == 5) break;
            Thread.Sleep(10);
        }
        lock (ticks.numbers)
        {
            ticks.numbers.Sort(); /* they come on threads of their own */
            right = right && string.Join(",", ticks.numbers) == "1,2,3,4,5";
            Console.WriteLine("{0} ticks", ticks.numbers.Count);
        }
        if (right) Console.WriteLine("all was right");
        Console.Out.Flush();
        System.Diagnostics.Process.GetCurrentProcess().Kill(); /* Mono hangs on closing such a channel */
        return 1;
    }
}
