using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Metrics;
using OpsWorker.Diagnosis.Ranking;

namespace OpsWorker.Diagnosis.Detectors.Performance;

/// <summary>
/// Whose packets are lost. A workload's own interface may say so: packets that it dropped or had to send again. A node's
/// retransmissions say that packets are lost somewhere behind it; what became slow tells whether just one workload's
/// network would make that, or the whole node's.
/// </summary>
/// <param name="Code">Of a workload or of a node.</param>
/// <param name="Object">Whose.</param>
/// <param name="Shift">What rose.</param>
/// <param name="Confidence">How sure.</param>
internal sealed record PacketLoss(CauseCode Code, ObjectReference Object, SeriesShift Shift, double Confidence)
{
    // A sound network sends a packet again now and then: some tenths in a second on a busy node. Of the loss of one
    // packet in a hundred, which people begin to feel, more than two come each second at some hundred packets.
    private const double LeastRate = Thresholds.LossPerSecond;

    // A node's whole network slows down what one of its workloads does as well; the workload must fit clearly better.
    private const double LeastLead = Thresholds.LossLead;

    // Who talks with a workload that loses packets has to send again too; the one that loses has by far the most.
    private const double LeastFactor = Thresholds.LossFactor;

    private const double LeastFit = Thresholds.LossFit;

    public static PacketLoss? Of(LatencyPattern pattern, DiagnosisContext context) =>
        OfInterface(context) ?? OfNode(pattern, context);

    private static PacketLoss? OfInterface(DiagnosisContext context)
    {
        var rose = context.Shifts
            .Where(s => s.Measure is Measure.DroppedPackets or Measure.Retransmissions && s.Owner.Kind != "Node" && Rise(s) > LeastRate)
            .GroupBy(s => s.Owner).Select(g => g.MaxBy(Rise)!)
            .OrderByDescending(Rise).Take(2).ToList();
        if (rose.Count == 0 || (rose.Count > 1 && Rise(rose[0]) < LeastFactor * Rise(rose[1]))) return null;
        return new PacketLoss(CauseCode.NetworkLoss, rose[0].Owner, rose[0], Certainty.Logged);
    }

    private static PacketLoss? OfNode(LatencyPattern pattern, DiagnosisContext context)
    {
        var most = context.Shifts
            .Where(s => s.Measure == Measure.Retransmissions && s.Owner.Kind == "Node" && context.State.PodsOn(s.Owner.Name).Any())
            .MaxBy(Rise);
        if (most is null || Rise(most) <= LeastRate) return null;
        var best = context.Workloads.Where(w => context.InScope(w.Reference.Namespace))
            .Select(w => (w.Reference, Fit: pattern.FitOfWorkload(w.Reference)))
            .OrderByDescending(w => w.Fit).Take(2).ToList();
        var ofNode = context.State.All<Kubernetes.Model.Node>().Max(n => pattern.FitOfNode(n.Name));
        var isOne = best.Count > 0 && best[0].Fit >= Math.Max(LeastFit, ofNode + LeastLead) && (best.Count == 1 || best[0].Fit > best[1].Fit);
        return isOne
            ? new PacketLoss(CauseCode.NetworkLoss, best[0].Reference, most, Certainty.Inferred)
            : new PacketLoss(CauseCode.NodeNetworkLoss, most.Owner, most, Certainty.Confirmed);
    }

    private static double Rise(SeriesShift shift) => shift.Peak - shift.Before;
}
