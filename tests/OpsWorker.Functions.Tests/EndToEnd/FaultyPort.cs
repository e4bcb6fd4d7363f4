using System.Collections.Concurrent;
using System.Reflection;

namespace OpsWorker.Functions.Tests.EndToEnd;

/// <summary>When a call fails.</summary>
public enum FaultMoment
{
    /// <summary>Nothing was done.</summary>
    BeforeEffect,

    /// <summary>It was done, and the answer was lost.</summary>
    AfterEffect,
}

/// <summary>A call that was made to fail.</summary>
public sealed class InjectedFaultException(string call, FaultMoment moment) : Exception($"{call} was made to fail {moment}.");

/// <summary>Makes the first call of each method of the wrapped ports fail, for each of their users, and no later one.</summary>
public sealed class Faults(FaultMoment moment)
{
    private readonly ConcurrentDictionary<string, bool> _failed = new();

    public FaultMoment Moment => moment;

    /// <summary>The methods that failed, with who called them.</summary>
    public IReadOnlyCollection<string> Failed => [.. _failed.Keys];

    public bool IsFirst(string call) => _failed.TryAdd(call, true);

    public TPort Wrap<TPort>(string user, TPort port)
        where TPort : class
    {
        var wrapped = DispatchProxy.Create<TPort, FaultyPort<TPort>>();
        ((FaultyPort<TPort>)(object)wrapped).Use(user, port, this);
        return wrapped;
    }
}

/// <summary>A port whose calls may be made to fail.</summary>
public class FaultyPort<TPort> : DispatchProxy
    where TPort : class
{
    private string _user = "";
    private TPort _port = null!;
    private Faults _faults = null!;

    internal void Use(string user, TPort port, Faults faults)
    {
        _user = user;
        _port = port;
        _faults = faults;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var call = $"{_user}: {typeof(TPort).Name}.{targetMethod!.Name}";
        if (!_faults.IsFirst(call)) return targetMethod.Invoke(_port, args);
        var fault = new InjectedFaultException(call, _faults.Moment);
        if (_faults.Moment == FaultMoment.BeforeEffect) throw fault;

        var effect = (Task)targetMethod.Invoke(_port, args)!;
        var result = targetMethod.ReturnType.GetGenericArguments().SingleOrDefault() ?? typeof(bool);
        return typeof(FaultyPort<TPort>)
            .GetMethod(nameof(FailAfterAsync), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(result)
            .Invoke(null, [effect, fault]);
    }

    private static async Task<TResult> FailAfterAsync<TResult>(Task effect, Exception fault)
    {
        await effect;
        throw fault;
    }
}
