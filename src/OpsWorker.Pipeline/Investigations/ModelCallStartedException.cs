using OpsWorker.Core.Investigations;
using OpsWorker.Core.Models;
using OpsWorker.Pipeline.Models.Calls;

namespace OpsWorker.Pipeline.Investigations;

/// <summary>A call to a model was recorded as pending and is to be made now, after what the run holds was released.</summary>
/// <param name="entry">The pending entry.</param>
/// <param name="call">The call.</param>
/// <param name="spent">The amount that the investigation spent before.</param>
internal sealed class ModelCallStartedException(JournalEntry entry, ModelCall call, ModelAllowance spent) : OperationCanceledException
{
    public JournalEntry Entry => entry;

    public ModelCall Call => call;

    public ModelAllowance Spent => spent;
}
