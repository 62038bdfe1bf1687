import warnings
from functools import partial

import sklearn
from sklearn.cluster import KMeans

warnings.filterwarnings("ignore")
versions = {"scikit-learn": sklearn.__version__}
bind = lambda f, inputs: partial(f, *inputs)


def kmeans_iterations(x, c, steps):
    return KMeans(len(c), init=c, n_init=1, max_iter=steps, tol=0, algorithm="lloyd").fit(x).cluster_centers_
