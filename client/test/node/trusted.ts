/** Tests in the node extension host, workspace trusted. The order is the order of the run. */
import '../host/activation.test.js';
import '../host/static.test.js';
import '../host/build-matrix.test.js';
import './compiler.test.js';
import './heap-views.test.js';
import './machine-reports.test.js';
